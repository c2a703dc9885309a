import { intervalSeconds, intervalSecondsUntil } from '../../../lambda/core/schedule';

const at = (ageSeconds: number, jitter: number) => ({
  startedAt: 0,
  now: ageSeconds * 1000,
  jitter,
});

test.each([
  // [age in seconds, shortest, longest]
  [0, 1, 3],
  [9, 1, 3],
  [10, 2, 4],
  [59, 2, 4],
  [60, 4, 8],
  [299, 4, 8],
  [300, 10, 20],
  [900, 20, 30],
  [3500, 20, 30],
])('at %i s the next tick comes after %i to %i s', (age, shortest, longest) => {
  expect(intervalSeconds(at(age, 0))).toBe(shortest);
  expect(intervalSeconds(at(age, 0.999))).toBe(longest);
});

test('every whole number of seconds of an interval is as likely as the others', () => {
  const all = Array.from({ length: 900 }, (_, n) => intervalSeconds(at(0, n / 900)));
  expect([1, 2, 3].map((seconds) => all.filter((each) => each === seconds).length)).toEqual([
    300, 300, 300,
  ]);
});

test.each([
  ['is stretched by a factor', 100, 5, 5],
  ['ends where its end is, in whole seconds', 3.2, 5, 4],
  ['lasts a second at the least', 0, 5, 1],
])('an interval %s', (_title, secondsLeft, factor, expected) => {
  expect(intervalSecondsUntil(secondsLeft * 1000, at(0, 0), factor)).toBe(expected);
});
