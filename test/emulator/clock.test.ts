import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MovableClock } from 'acm-emulator';

test('a clock moves by seconds and never back', () => {
  const clock = new MovableClock('2026-01-01T00:00:00Z');
  clock.advance(1.5);
  expect(new Date(clock.now()).toISOString()).toBe('2026-01-01T00:00:01.500Z');
  expect(() => {
    clock.advance(-1);
  }).toThrow(TypeError);
  expect(() => new MovableClock('soon')).toThrow(/'soon'/);
});

/** Every line of the emulator's sources that matches, with its file. */
function linesWith(pattern: RegExp): string[] {
  const folder = join(__dirname, '../../emulator');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
}

test('nothing but SystemClock reads the time', () => {
  const readers = linesWith(/Date\.now|new Date\(\)|setTimeout|setInterval|performance|hrtime/);
  expect(readers).toEqual(['clock.ts: return Date.now();']);
});

test('nothing but a key is drawn at random', () => {
  const draws = linesWith(
    /Math\.random|randomUUID|randomBytes|randomInt|getRandomValues|generateKey/,
  );
  expect(draws).toEqual([
    "authority.ts: return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);",
  ]);
});
