/** A seeded source of numbers: the same seed gives the same sequence. */
export type Random = {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number of at least 0, below the limit. */
  below(limit: number): number;
  /** The value, up to a fifth of itself more or less. */
  spread(value: number): number;
  /** So many characters of the alphabet. */
  text(alphabet: string, length: number): string;
};

/** Mulberry32: small, fast, and good enough for delays and ids. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    spread: (value) => value * (1 + 0.2 * (2 * next() - 1)),
    text: (alphabet, length) =>
      Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join(""),
  };
}
