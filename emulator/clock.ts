// Where the emulator learns what time it is. SystemClock reads the machine's clock, and nothing else in the emulator
// does (a test holds that); a MovableClock stands still until a test moves it.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }
}

export class MovableClock implements Clock {
  private time: number;

  /** @param start an ISO 8601 moment; the default is fixed so that two runs agree */
  constructor(start = '2026-11-02T09:30:00.000Z') {
    this.time = Date.parse(start);
    if (Number.isNaN(this.time)) throw new TypeError(`'${start}' is not an ISO 8601 moment`);
  }

  now(): number {
    return this.time;
  }

  /** @param seconds not negative; fractions are allowed */
  advance(seconds: number): void {
    if (!(seconds >= 0)) throw new TypeError(`a clock cannot advance by ${seconds} s`);
    this.time += seconds * 1000;
  }
}
