/** What the depots sent, in the order of sending. */
export interface Scan {
  readonly depot: string;
  readonly at: number;
}

export const sent: readonly Scan[] = [{ depot: "Lille", at: 9 }, { depot: "Ghent", at: 6 }];
