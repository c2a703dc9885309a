// What a test shows of a deployment that did not succeed.
import type { RecordedCall } from 'acm-emulator';
import type { Outcome } from './cloudformation';
import type { Execution } from './execution';

/** Our own reason, the way through every execution, and the last calls to AWS. */
export function failureText(
  { status, reason, seconds }: Outcome,
  executions: readonly Execution[],
  history: readonly RecordedCall[],
): string {
  const calls = history
    .slice(-10)
    .map(
      ({ operation, error = 'ok', time }) =>
        `${new Date(time).toISOString()} ${operation}: ${error}`,
    );
  return [
    `${status} after ${seconds} s: ${reason}`,
    ...executions.map(({ path }) => pathText(path)),
    'the last calls:',
    ...calls,
  ].join('\n');
}

/** Many ticks are counted, not listed. */
function pathText(path: readonly string[]): string {
  const TICK = 'Step > Responded? > Wait > ';
  return path
    .join(' > ')
    .replace(
      /(?:Step > Responded\? > Wait > ){2,}/g,
      (ticks) => `${ticks.length / TICK.length} ticks > `,
    );
}
