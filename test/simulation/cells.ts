// Which faults can strike what: the cells of the table that must not stay empty, and why the others are none.
import { OPERATIONS, type Fault } from './history';

type Kind = Fault['kind'];

const CALLS = [...OPERATIONS, 'PUT'] as const;
const REQUESTS = ['Create', 'Update', 'Delete'] as const;

/** A fault that is not here for an operation cannot be: the comment says why. */
const CELLS: Readonly<Record<Kind, readonly string[]>> = {
  // S3 takes a response with a signed URL: it is neither IAM's nor a rate's to refuse, and a 5xx is a lost call.
  THROTTLED: OPERATIONS,
  SERVER_ERROR: OPERATIONS,
  DENIED: OPERATIONS,
  OUTAGE: OPERATIONS,
  ANSWER_LOST: CALLS,
  CONNECTION_BROKEN: CALLS,
  NO_ANSWER: CALLS,
  // Route 53's own.
  ZONE_BUSY: ['ChangeResourceRecordSets'],
  // Intake's only call.
  START_REFUSED: ['StartExecution'],
  // ACM's reads of one certificate, and its quota of requests.
  UNKNOWN: ['DescribeCertificate'],
  QUOTA: ['RequestCertificate'],
  KILLED: ['intake', 'step'],
  LATE: REQUESTS,
  VERY_LATE: REQUESTS,
  DOUBLED: REQUESTS,
};

/** Those that should have been struck, and were not. */
export function emptyCells(
  strikes: Readonly<Record<string, Readonly<Record<string, number>>>>,
): string[] {
  return Object.entries(CELLS).flatMap(([kind, whats]) =>
    whats.filter((what) => strikes[what]?.[kind] === undefined).map((what) => `${what} ${kind}`),
  );
}

/** How many cells are told that were struck least. */
const FEWEST = 12;

/** The cells with the fewest strikes. */
export function fewest(
  strikes: Readonly<Record<string, Readonly<Record<string, number>>>>,
): string {
  const cells = Object.entries(CELLS).flatMap(([kind, whats]) =>
    whats.map((what) => ({ cell: `${what} ${kind}`, times: strikes[what]?.[kind] ?? 0 })),
  );
  cells.sort((a, b) => a.times - b.times);
  return cells
    .slice(0, FEWEST)
    .map(({ cell, times }) => `${cell} ${times}`)
    .join(', ');
}
