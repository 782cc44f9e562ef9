// fails: who goes on finds r4 to r8 and fp as they were
// says: which

// The registers of whoever switches away go into the same words of memory, whoever it is.
/**
 * Two functions in the model CPU's assembly. Like any function they may overwrite r0 to r3 and ra, and their callers count on
 * finding r4 to r8, fp and sp as they were.
 */
export const assembly = `
; Makes a fresh stack look as if switch had been called on it.
;   r0: the stack's top: the address after its highest word
;   r1: the function that shall begin there
;   returns in r0: the stack pointer to switch to
prepare:
    store r1, [r0 - 1]      ; what switch pops last, and returns to
    sub r0, r0, 1
    return

; Leaves this stack, and goes on where another was left.
;   r0: the address of the word that keeps this stack's pointer
;   r1: the pointer of the stack to go to
;   r2: a word to take along
;   returns, on the other stack, with that word in r0
switch:
    push ra
    move r3, area
    store r4, [r3]
    store r5, [r3 + 1]
    store r6, [r3 + 2]
    store r7, [r3 + 3]
    store r8, [r3 + 4]
    store fp, [r3 + 5]
    store sp, [r0]          ; all that this stack needs to go on lies above
    move sp, r1
    load r4, [r3]
    load r5, [r3 + 1]
    load r6, [r3 + 2]
    load r7, [r3 + 3]
    load r8, [r3 + 4]
    load fp, [r3 + 5]
    pop ra                  ; where the other one called switch, or its first instruction
    move r0, r2
    return
area:
    .space 6
`;
