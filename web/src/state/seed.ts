/** A seed that nobody chose: small enough to be read out and typed. */
export function randomSeed(): number {
  return 1 + (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0);
}
