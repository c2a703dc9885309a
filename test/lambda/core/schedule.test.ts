import {
  failedCallSeconds,
  inUseSeconds,
  pendingSeconds,
  type Moment,
} from '../../../lambda/core/schedule';

const at = (ageSeconds: number, jitter = 0): Moment => ({
  begunAt: 0,
  startedAt: 0,
  now: ageSeconds * 1000,
  jitter,
});

test.each([
  // [age in seconds, shortest, longest]
  [0, 1, 1],
  [7, 1, 1],
  [8, 4, 6],
  [59, 4, 6],
  [60, 5, 9],
  [299, 5, 9],
  [300, 10, 20],
  [900, 15, 20],
  [3200, 15, 20],
])('%i s after the beginning the next look comes after %i to %i s', (age, shortest, longest) => {
  expect(pendingSeconds(at(age))).toBe(shortest);
  expect(pendingSeconds(at(age, 0.999))).toBe(longest);
});

test('every whole number of seconds is as likely as the others', () => {
  const all = Array.from({ length: 900 }, (_, n) => pendingSeconds(at(10, n / 900)));
  expect([4, 5, 6].map((seconds) => all.filter((each) => each === seconds).length)).toEqual([
    300, 300, 300,
  ]);
});

test('calls that fail again and again are made less often, and further apart', () => {
  const longest = [1, 2, 5, 6].map((failures) => failedCallSeconds(at(100, 0.999), failures));
  expect(longest).toEqual([3, 5, 11, 11]);
  expect(failedCallSeconds(at(100), 4)).toBe(1);
  expect([0, 0.999].map((jitter) => failedCallSeconds(at(300, jitter), 40))).toEqual([8, 15]);
});

test.each([
  ['while ACM has not issued', pendingSeconds],
  ['while something uses the certificate', inUseSeconds],
  ['after a failed call', (moment: Moment) => failedCallSeconds(moment, 3)],
])('the last tick %s comes at the deadline', (_title, seconds) => {
  expect(seconds(at(55 * 60 - 0.5, 0.999))).toBe(1);
});
