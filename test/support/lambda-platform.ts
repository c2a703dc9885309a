// What Lambda's platform is to a handler: the clock, timers, the network, the log, and Node's modules. The clock is the
// timeline's and the network is in memory; the handler itself and its SDK are the ones that are deployed.
import { format } from 'node:util';
import { fetchOver } from './in-memory-fetch';
import { httpModule, type Send } from './in-memory-http';
import type { Random } from './random';
import type { Alarm, Timeline } from './timeline';

export interface PlatformOptions {
  readonly timeline: Timeline;
  readonly env: Readonly<Record<string, string>>;
  readonly random: Random;
  readonly send: Send;
  readonly log: (line: string) => void;
  /** The process ends. */
  readonly exit: () => void;
}

/** Timers that end with the environment that has set them. */
class Timers {
  private readonly alarms = new Set<Timer>();

  constructor(private readonly timeline: Timeline) {}

  readonly setTimeout = (act: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
    const alarm = this.timeline.schedule(ms, () => {
      this.alarms.delete(timer);
      act(...values);
    });
    const timer = new Timer(alarm);
    this.alarms.add(timer);
    return timer;
  };

  readonly setInterval = (act: (...values: unknown[]) => void, ms = 1, ...values: unknown[]) => {
    const again = (): void => {
      timer.alarm = this.timeline.schedule(Math.max(1, ms), again);
      act(...values);
    };
    const timer = new Timer(this.timeline.schedule(Math.max(1, ms), again));
    this.alarms.add(timer);
    return timer;
  };

  readonly setImmediate = (act: (...values: unknown[]) => void, ...values: unknown[]) =>
    this.setTimeout(act, 0, ...values);

  readonly clear = (timer: unknown): void => {
    if (!(timer instanceof Timer)) return;
    timer.alarm.cancel();
    this.alarms.delete(timer);
  };

  clearAll(): void {
    for (const { alarm } of this.alarms) alarm.cancel();
    this.alarms.clear();
  }
}

/** What `setTimeout` returns in Node. */
class Timer {
  constructor(public alarm: Alarm) {}

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return true;
  }
}

export interface Platform {
  readonly globals: Readonly<Record<string, unknown>>;
  /** Nothing that was to happen later happens any more. */
  readonly end: () => void;
}

export function lambdaPlatform(options: PlatformOptions): Platform {
  const { timeline, send, log } = options;
  const timers = new Timers(timeline);
  const write = (...values: unknown[]): void => {
    for (const line of format(...values).split('\n')) log(line);
  };
  const now = (): number => timeline.clock.now();
  const began = now();
  const process = processWith(options);
  return {
    globals: {
      AbortSignal: abortSignalOn(timers),
      Date: dateOn(now),
      Math: mathWith(options.random),
      clearImmediate: timers.clear,
      clearInterval: timers.clear,
      clearTimeout: timers.clear,
      console: { debug: write, error: write, info: write, log: write, trace: write, warn: write },
      fetch: fetchOver(send),
      performance: { now: () => now() - began, timeOrigin: began },
      process,
      require: requireWith(process, httpModule(send, timers.setTimeout)),
      setImmediate: timers.setImmediate,
      setInterval: timers.setInterval,
      setTimeout: timers.setTimeout,
    },
    end: () => {
      timers.clearAll();
    },
  };
}

function processWith({ env, exit }: PlatformOptions): object {
  return Object.create(process, {
    env: { value: { ...env } },
    exit: { value: exit },
    emitWarning: { value: () => undefined },
  }) as object;
}

/** Node's own modules but for those that reach out of the process. There is no file in Lambda's home directory. */
function requireWith(process: object, http: object): (id: string) => unknown {
  const noSuchFile = (file: unknown): Promise<never> =>
    Promise.reject(
      Object.assign(new Error(`ENOENT: no such file, open '${String(file)}'`), { code: 'ENOENT' }),
    );
  const ours: Readonly<Record<string, unknown>> = {
    http,
    https: http,
    process,
    module: { createRequire: () => require },
    'fs/promises': { readFile: noSuchFile },
  };
  const require = (id: string): unknown => {
    const found = ours[id.replace(/^node:/, '')] ?? globalThis.process.getBuiltinModule(id);
    if (found !== undefined) return found;
    const message = `Cannot find module '${id}'`;
    throw Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });
  };
  return require;
}

function dateOn(now: () => number): DateConstructor {
  return class extends Date {
    constructor(...values: [] | [number]) {
      if (values.length === 0) super(now());
      else super(...values);
    }

    static override now(): number {
      return now();
    }
  } as DateConstructor;
}

function mathWith(random: Random): object {
  return Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(Math),
      random: { value: random },
    },
  );
}

function abortSignalOn(timers: Timers): object {
  const timeout = (milliseconds: number): AbortSignal => {
    const controller = new AbortController();
    timers.setTimeout(() => {
      const message = 'The operation was aborted due to timeout';
      // Node's own is a DOMException, which in a test of jest is of another realm and no instance of Error.
      controller.abort(Object.assign(new Error(message), { name: 'TimeoutError' }));
    }, milliseconds);
    return controller.signal;
  };
  return Object.create(AbortSignal, { timeout: { value: timeout } }) as object;
}
