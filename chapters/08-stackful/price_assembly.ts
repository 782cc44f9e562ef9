/**
 * `price` for the model CPU, and two quotes that run on stacks of their own.
 *
 * `quote` is the outermost function of either stack. `tariff` asks a carrier and lets others run; what stands for the
 * waiting is `_give_way`, which goes round three slots: the thread's own stack and the two quotes'.
 */
import { CALLEE_SAVED } from "../../labs/_runtime/machine/mod.ts";

// #region price
export const PRICE = `
price:                  ; r0: where a leg is described
    push ra             ; where our caller goes on
    push fp
    move fp, sp         ; here our frame begins
    push r4             ; ours to use, when we have kept
    push r5             ; our caller's words
    push r6
    load r5, [r0]       ; of how many legs is it made?
    add r4, r0, 1       ; where they are listed
    move r6, 0          ; their sum
    jump-eq r5, 0, _carried
_next:
    load r0, [r4]
    call price
    add r6, r6, r0
    add r4, r4, 1
    sub r5, r5, 1
    jump-ne r5, 0, _next
    jump _done
_carried:
    load r0, [r4]
    call tariff         ; a call like any other
    move r6, r0
_done:
    move r0, r6
    pop r6
    pop r5
    pop r4
    pop fp
    pop ra
    return
`;
// #endregion

const TARIFF = `
tariff:                 ; r0: what the carrier will answer
    push ra
    push fp
    move fp, sp
    push r4
    move r4, r0
    print r4
    call _give_way       ; whoever runs meanwhile finds r0 to r3 free to use, and must keep r4
    move r0, r4
    pop r4
    pop fp
    pop ra
    return
`;

/** To the next of the three slots. Its labels begin with an underscore, so that a stack's frames are told as `tariff`'s. */
const GIVE_WAY = `
_give_way:
    move r2, current
    load r0, [r2]
    add r1, r0, 1
    jump-ne r1, current, _turn
    move r1, slots
_turn:
    store r1, [r2]
    load r1, [r1]
    jump _switch         ; which returns to our caller
`;

/** The switch: r0 is the slot for the stack that is left, r1 the pointer of the stack that is entered. */
const SWITCH = `
_switch:
    push ra
${CALLEE_SAVED.map((register) => `    push ${register}`).join("\n")}
    store sp, [r0]
    move sp, r1
${CALLEE_SAVED.toReversed().map((register) => `    pop ${register}`).join("\n")}
    pop ra
    return
`;

const QUOTES = `
quote:                  ; r4: the leg, as whoever made the stack left it for the first return
    move r0, r4
    call price
    print r0
    move r1, finished
    load r0, [r1]
    add r0, r0, 1
    store r0, [r1]
_over:
    call _give_way
    jump _over

main:
    push ra
_wait:
    call _give_way
    move r1, finished
    load r0, [r1]
    jump-ne r0, 2, _wait
    pop ra
    return
`;

const DATA = `
finished:       .word 0
slots:          .word 0, 0, 0
current:        .word slots ; lies right behind the slots, and so marks their end
to_lyon:        .word 2, ghent_lille, lille_lyon
lille_lyon:     .word 2, lille_paris, paris_lyon
to_marseille:   .word 2, antwerp_lille, lille_marseille
lille_marseille: .word 2, lille_paris, paris_marseille
paris_marseille: .word 2, paris_lyon, lyon_marseille
ghent_lille:    .word 0, 310
antwerp_lille:  .word 0, 350
lille_paris:    .word 0, 420
paris_lyon:     .word 0, 480
lyon_marseille: .word 0, 390
`;

/** All of it. */
export const QUOTES_PROGRAM = PRICE + TARIFF + GIVE_WAY + SWITCH + QUOTES + DATA;
