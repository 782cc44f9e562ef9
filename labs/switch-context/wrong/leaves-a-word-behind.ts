// fails: from the bottom of deep calls, a switch comes back to frames that are as they were
// says: and no word more

// One word more is put on the stack than is taken off.
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
    sub r0, r0, 7           ; below it six words, for registers that nobody has used yet
    return

; Leaves this stack, and goes on where another was left.
;   r0: the address of the word that keeps this stack's pointer
;   r1: the pointer of the stack to go to
;   r2: a word to take along
;   returns, on the other stack, with that word in r0
switch:
    push r2
    push ra
    push r4
    push r5
    push r6
    push r7
    push r8
    push fp
    store sp, [r0]          ; all that this stack needs to go on lies above
    move sp, r1
    pop fp
    pop r8
    pop r7
    pop r6
    pop r5
    pop r4
    pop ra                  ; where the other one called switch, or its first instruction
    move r0, r2
    return
`;
