// Lambda's queue of asynchronous events: a function that fails gets the event again, one that may not run now gets it
// later, and now and then an event comes twice though nothing failed.
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
import { FunctionError } from './function-error';
import type { Timeline } from './timeline';

/** "Lambda attempts to run it two more times by default, with a one-minute wait … and two minutes". */
const RETRY_AFTER_ERROR_SECONDS = [60, 120];

/** "Returns the event to the queue and attempts to run the function again for up to 6 hours by default." */
const OLDEST_EVENT_SECONDS = 6 * 60 * 60;

/** "From 1 second after the first attempt to a maximum of 5 minutes." */
const FIRST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 5 * 60;

const THROTTLED = new Set(['Lambda.TooManyRequestsException', 'Lambda.ServiceException']);

export class AsynchronousInvocation {
  constructor(
    private readonly timeline: Timeline,
    private readonly invoke: (event: unknown) => Promise<unknown>,
  ) {}

  /** @param lateSeconds how late the event is delivered; several of them are duplicates */
  queue(event: unknown, lateSeconds: readonly number[] = [0]): void {
    for (const seconds of lateSeconds) {
      this.timeline.schedule(seconds * 1000, () => void this.deliver(event));
    }
  }

  private async deliver(event: unknown): Promise<void> {
    const { timeline } = this;
    const oldest = timeline.elapsed + OLDEST_EVENT_SECONDS;
    let [errors, throttles] = [0, 0];
    while (timeline.elapsed <= oldest) {
      try {
        await this.invoke(event);
        return;
      } catch (error) {
        if (!(error instanceof FunctionError)) throw error;
        if (THROTTLED.has(error.errorType)) {
          await timeline.sleep(pauseAfter(throttles));
          throttles += 1;
        } else {
          const seconds = RETRY_AFTER_ERROR_SECONDS[errors];
          if (seconds === undefined) return;
          await timeline.sleep(seconds);
          errors += 1;
        }
      }
    }
  }
}

function pauseAfter(throttles: number): number {
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** throttles, LONGEST_PAUSE_SECONDS);
}
