/** How the samples are shared out. */
export interface Split {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** Something must train. */
export const least = 0.05;

/** Without the last digits of a difference of shares, and never below 0 for their sake. */
export const tidy = (share: number): number => Math.max(0, Number(share.toFixed(6)));

export const within = (low: number, high: number, value: number): number =>
  Math.min(high, Math.max(low, value));

/** The training part's end moves: validation keeps its size while there is room for it. */
export function withTrain({ validation }: Split, share: number): Split {
  const train = tidy(within(least, 1, share));
  const rest = Math.min(validation, tidy(1 - train));
  return { train, validation: rest, test: tidy(1 - train - rest) };
}

/** The validation part's end moves, training stays. */
export function withValidation({ train }: Split, share: number): Split {
  const validation = tidy(within(0, 1 - train, share));
  return { train, validation, test: tidy(1 - train - validation) };
}
