// Time for tests: everything that waits, waits here, and the clock jumps to the next moment at which something is due
// as soon as nobody is at work. Nothing sleeps. What happens in one turn of Node's event loop follows from one event.
import type { MovableClock } from 'acm-emulator';
import { EventHeap } from './event-heap';

export interface Alarm {
  readonly cancel: () => void;
}

export class Timeline {
  private readonly began: number;
  private readonly events = new EventHeap();
  private readonly whenQuiet: (() => void)[] = [];
  private atWork = 0;
  private armed = false;
  private stopped = false;

  constructor(readonly clock: MovableClock) {
    this.began = clock.now();
  }

  /** Seconds since the timeline began. */
  get elapsed(): number {
    return (this.clock.now() - this.began) / 1000;
  }

  /** Calls `act` when so many milliseconds have passed, unless it is cancelled before. */
  schedule(milliseconds: number, act: () => void): Alarm {
    const whole = Math.max(0, Math.round(milliseconds));
    const due = this.events.add(this.clock.now() + whole, act);
    this.arm();
    return {
      cancel: () => {
        due.act = undefined;
      },
    };
  }

  sleep(seconds: number): Promise<void> {
    return new Promise((wake) => {
      this.schedule(seconds * 1000, wake);
    });
  }

  /** Rings once, unless it is cancelled before. */
  alarm(seconds: number): Alarm & { readonly rings: Promise<void> } {
    let alarm: Alarm = { cancel: () => undefined };
    const rings = new Promise<void>((wake) => {
      alarm = this.schedule(seconds * 1000, wake);
    });
    return {
      rings,
      cancel: () => {
        alarm.cancel();
      },
    };
  }

  /** Does something when so many seconds have passed since the timeline began. */
  async at<T>(seconds: number, act: () => T | Promise<T>): Promise<T> {
    await this.sleep(seconds - this.elapsed);
    return act();
  }

  /** The clock stands still until `work` is done, which waits for something else than the timeline. */
  async work<T>(work: Promise<T>): Promise<T> {
    this.atWork += 1;
    try {
      return await work;
    } finally {
      this.atWork -= 1;
      this.arm();
    }
  }

  /** Resolves when nothing is due any more: all that was begun has come to its end. */
  quiet(): Promise<void> {
    return new Promise((resolve) => {
      this.whenQuiet.push(resolve);
      this.arm();
    });
  }

  /** Nothing that is still due happens. */
  stop(): void {
    this.stopped = true;
    this.events.clear();
  }

  /** An immediate comes when every promise and every `nextTick` of the turn before it has been heard. */
  private arm(): void {
    if (this.armed || this.stopped) return;
    this.armed = true;
    setImmediate(this.turn);
  }

  private readonly turn = (): void => {
    this.armed = false;
    if (this.atWork > 0) return;
    const due = this.events.take();
    if (due === undefined) {
      for (const resolve of this.whenQuiet.splice(0)) resolve();
      return;
    }
    const ahead = due.timeMs - this.clock.now();
    if (ahead > 0) this.clock.advance(ahead / 1000);
    due.act?.();
    this.arm();
  };
}
