// Moves the stack pointer once, stores at fixed places, and ends in a jump, as Boost.Context's jump_fcontext does.
export const assembly = `
prepare:
    sub r0, r0, 10          ; three words of air
    store r1, [r0 + 6]
    return

switch:
    sub sp, sp, 7
    store r4, [sp]
    store r5, [sp + 1]
    store r6, [sp + 2]
    store r7, [sp + 3]
    store r8, [sp + 4]
    store fp, [sp + 5]
    store ra, [sp + 6]
    store sp, [r0]
    move r0, r2
    move sp, r1
    load r4, [sp]
    load r5, [sp + 1]
    load r6, [sp + 2]
    load r7, [sp + 3]
    load r8, [sp + 4]
    load fp, [sp + 5]
    load r3, [sp + 6]
    add sp, sp, 7
    jump r3
`;
