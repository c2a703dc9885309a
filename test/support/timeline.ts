// Time for tests: everything that waits, waits here, and the clock jumps to the next moment at which
// something is due as soon as nobody is at work. Nothing sleeps.
import type { MovableClock } from 'acm-emulator';

interface Sleeper {
  readonly time: number;
  readonly wake: () => void;
  /** Whether somebody is at work again when it wakes. */
  readonly works: boolean;
}

export class Timeline {
  private readonly began: number;
  private readonly sleepers: Sleeper[] = [];
  private atWork = 0;

  constructor(readonly clock: MovableClock) {
    this.began = clock.now();
  }

  /** Seconds since the timeline began. */
  get elapsed(): number {
    return (this.clock.now() - this.began) / 1000;
  }

  /** Runs `work`; while it is neither finished nor in `sleep`, the clock stands still. */
  async task<T>(work: () => Promise<T>): Promise<T> {
    this.atWork += 1;
    try {
      return await work();
    } finally {
      this.rest();
    }
  }

  /** Does something when so many seconds have passed since the timeline began. */
  async at<T>(seconds: number, act: () => T | Promise<T>): Promise<T> {
    await this.task(() => this.sleep(seconds - this.elapsed));
    return act();
  }

  /** Only within a task. */
  sleep(seconds: number): Promise<void> {
    return new Promise((wake) => {
      this.sleepers.push({ time: this.timeIn(seconds), wake, works: true });
      this.rest();
    });
  }

  /** Rings once unless it is cancelled before; waiting for it keeps nobody from moving the clock. */
  alarm(seconds: number): { readonly rings: Promise<void>; cancel(): void } {
    let cancel = (): void => undefined;
    const rings = new Promise<void>((wake) => {
      const sleeper = { time: this.timeIn(seconds), wake, works: false };
      this.sleepers.push(sleeper);
      cancel = () => {
        const index = this.sleepers.indexOf(sleeper);
        if (index >= 0) this.sleepers.splice(index, 1);
      };
    });
    return { rings, cancel };
  }

  /** Resolves when nobody is at work: everything that can happen without the clock has happened. */
  async quiet(): Promise<void> {
    while (this.atWork > 0) await new Promise(setImmediate);
  }

  private timeIn(seconds: number): number {
    return this.clock.now() + seconds * 1000;
  }

  private rest(): void {
    this.atWork -= 1;
    this.moveOn();
  }

  /** Whoever is about to continue in this turn of the event loop is heard first. */
  private moveOn(): void {
    setImmediate(() => {
      if (this.atWork === 0) this.wakeNext();
    });
  }

  private wakeNext(): void {
    this.sleepers.sort((a, b) => a.time - b.time);
    const next = this.sleepers.shift();
    if (next === undefined) return;
    this.clock.advance(Math.max(0, next.time - this.clock.now()) / 1000);
    if (next.works) this.atWork += 1;
    else this.moveOn();
    next.wake();
  }
}
