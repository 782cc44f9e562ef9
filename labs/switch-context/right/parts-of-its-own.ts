// Saves with one function and restores with another, saves more than it must, and hands the word over on the other stack.
const restore = ["r0", "r4", "r5", "r6", "r7", "r8", "fp"].map((register) => `    pop ${register}`).join("\n");

export const assembly = `
switch:
    move r3, ra
    call save               ; this overwrites ra
    store sp, [r0]
    move sp, r1
    store r2, [sp]          ; on top of the other stack lies a word for this
${restore}
    pop ra
    return

save:
    push r3
    push fp
    push r8
    push r7
    push r6
    push r5
    push r4
    push r0
    return

prepare:
    push r4
    move r4, 0
_clear:
    sub r0, r0, 1
    store 0, [r0]
    add r4, r4, 1
    jump-lt r4, 8, _clear
    store r1, [r0 + 7]
    pop r4
    return
`;
