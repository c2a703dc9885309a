import { pollInterval } from '../../../lambda/core/schedule';

test.each([
  // [age in seconds, latest, earliest]
  [0, 1, 1],
  [9, 1, 1],
  [10, 3, 2],
  [59, 3, 2],
  [60, 6, 4],
  [299, 6, 4],
  [300, 15, 10],
  [900, 30, 20],
  [3500, 30, 20],
])('at %i s the next look is in %i s, or up to a third earlier', (age, latest, earliest) => {
  expect(pollInterval(age, 0)).toBe(latest);
  expect(pollInterval(age, 0.999)).toBe(earliest);
});
