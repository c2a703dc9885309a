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

test('nothing but SystemClock reads the time', () => {
  const folder = join(__dirname, '../../emulator');
  const readers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter((line) =>
          /Date\.now|new Date\(\)|setTimeout|setInterval|performance|hrtime/.test(line),
        )
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(readers).toEqual(['clock.ts: return Date.now();']);
});
