// A history as a person reads it: when, who, what.
import type { CustomResourceRequest } from '../support/stacks';
import type { History } from './history';
import type { Outcome } from './run';

interface Line {
  readonly seconds: number;
  readonly who: string;
  readonly what: string;
}

/** The calls that change something; the others are told only when they are struck. */
const ACTS = [
  'RequestCertificate',
  'DeleteCertificate',
  'ChangeResourceRecordSets',
  'StopExecution',
  'ResendValidationEmail',
  'UpdateCertificateOptions',
];

export function story(history: History, { world, violations }: Outcome): string {
  const lines = [
    ...eventLines(world),
    ...world.model.requests.all.flatMap(requestLines),
    ...callLines(world),
    ...strikeLines(world),
    ...violations.map(({ seconds, kind, text }) => ({
      seconds,
      who: '!!',
      what: `${kind} ${text}`,
    })),
  ].sort((a, b) => a.seconds - b.seconds);
  return [...setting(history), ...folded(lines).map(text)].join('\n');
}

function setting({ issuanceSeconds, inUseLagSeconds, stacks }: History): string[] {
  return [
    `ACM issues after ${issuanceSeconds} s and names a user for ${inUseLagSeconds} s after it has let go.`,
    ...stacks.flatMap(({ steps }, n) =>
      steps.map(({ act, pauseSeconds, cancelSeconds, faults }) => {
        const cancelled = cancelSeconds === undefined ? '' : `, cancelled after ${cancelSeconds} s`;
        const wrong = faults.map((fault) => JSON.stringify(fault)).join(' ');
        return `Site${n + 1}: ${act} after ${pauseSeconds} s${cancelled} ${wrong}`;
      }),
    ),
  ];
}

function eventLines({ model }: Outcome['world']): Line[] {
  return model.events.map(
    ({ seconds, stack, logicalId, status, physicalId = '', reason = '' }) => ({
      seconds,
      who: stack,
      what:
        logicalId === undefined ? `== ${status}` : `${logicalId} ${status} ${physicalId} ${reason}`,
    }),
  );
}

function requestLines({ event, seconds, answers }: CustomResourceRequest): Line[] {
  const { RequestType, LogicalResourceId, RequestId, PhysicalResourceId = '' } = event;
  const who = event.StackId.split('/')[1] ?? '';
  const name = `${RequestType} ${LogicalResourceId} #${Number(RequestId.slice(-12))}`;
  return [
    { seconds, who, what: `-> ${name} ${PhysicalResourceId}` },
    ...answers.map(({ seconds: at, body, accepted }) => {
      const { Status, PhysicalResourceId: id, Reason } = JSON.parse(body) as Record<string, string>;
      const heard = accepted ? '' : ' (nobody waits for it)';
      return { seconds: at, who, what: `<- ${name} ${Status} ${id}${heard}: ${Reason}` };
    }),
  ];
}

function callLines({ emulator, timeline }: Outcome['world']): Line[] {
  const began = timeline.clock.now() - timeline.elapsed * 1000;
  return emulator.history
    .filter(({ operation }) => ACTS.includes(operation))
    .map(({ operation, time, account, region, error, input }) => {
      const { CertificateArn = '', DomainName = '' } = input as Record<string, string>;
      const what = `${operation} ${CertificateArn}${DomainName} ${error ?? ''}`;
      return { seconds: (time - began) / 1000, who: `${account} ${region}`, what };
    });
}

function strikeLines({ faults }: Outcome['world']): Line[] {
  return faults.flatMap(({ strikes }, n) =>
    strikes.map(({ seconds, kind, what }) => ({
      seconds,
      who: `Site${n + 1}`,
      what: `~~ ${what}: ${kind}`,
    })),
  );
}

/** The same again and again is told once. */
function folded(lines: readonly Line[]): Line[] {
  const result: { line: Line; times: number }[] = [];
  for (const line of lines) {
    const last = result.at(-1);
    if (last !== undefined && last.line.who === line.who && last.line.what === line.what)
      last.times += 1;
    else result.push({ line, times: 1 });
  }
  return result.map(({ line, times }) =>
    times === 1 ? line : { ...line, what: `${line.what} (${times} times)` },
  );
}

function text({ seconds, who, what }: Line): string {
  const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
  const days = Math.floor(seconds / 86_400);
  return `${days > 0 ? `${days}d ` : ''}${clock}  ${who.padEnd(6)}  ${what.trimEnd()}`;
}
