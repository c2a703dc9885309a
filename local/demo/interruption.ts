// SIGINT (Ctrl-C), SIGTERM (a CI that cancels) and SIGHUP (a terminal that closes) stop the demo in good order: the
// first one calls `stop`, later ones do nothing. Without a listener Node.js would exit at once and leave the local
// cloud running.
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
  // Writing to a reader that has ended (a closed terminal, `| head`) is an error, and unhandled it would end this
  // process before everything is stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return controller.signal;
}

/** What a shell expects of a program that a signal ended. */
export function exitCodeOf(interruption: Interruption): number {
  const signal = SIGNALS.find((name) => name === interruption.reason) ?? 'SIGINT';
  return 128 + constants.signals[signal];
}

/** Resolves when the first signal arrives, at once if it has. */
export async function interrupted(interruption: Interruption): Promise<void> {
  if (interruption.aborted) return;
  await new Promise<void>((resolve) => {
    interruption.addEventListener('abort', () => {
      resolve();
    });
  });
}
