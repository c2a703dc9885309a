// Ctrl-C, a terminal that closes, a runner that loses patience: one request to stop, however often it is
// made. From then on the default of Node.js, to end at once and leave all behind, is out of force.
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type Interruption = AbortSignal;

/** @returns aborted, with the signal's name as its reason, after `stop` was called */
export function interruptible(stop: () => void): Interruption {
  const controller = new AbortController();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (controller.signal.aborted) return;
      stop();
      controller.abort(signal);
    });
  }
  // A reader that has gone (a closed terminal, `| head`) must not keep us from cleaning up either.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return controller.signal;
}

/** What a shell expects of a program that a signal ended. */
export function exitCodeOf(interruption: Interruption): number {
  const signal = SIGNALS.find((name) => name === interruption.reason) ?? 'SIGINT';
  return 128 + constants.signals[signal];
}

/** Resolves when it happens. */
export async function interrupted(interruption: Interruption): Promise<void> {
  if (interruption.aborted) return;
  await new Promise<void>((resolve) => {
    interruption.addEventListener('abort', () => {
      resolve();
    });
  });
}
