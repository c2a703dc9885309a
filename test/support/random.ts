// Chance that repeats: the same seed gives the same numbers.

/** From 0 to less than 1. */
export type Random = () => number;

/** Every part of a test draws from a sequence of its own, so that one more draw here changes nothing there. */
export function randomFrom(seed: number, part = ''): Random {
  let state = seed >>> 0;
  for (const character of part) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
  // mulberry32, by Tommy Ettinger, in the public domain.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
