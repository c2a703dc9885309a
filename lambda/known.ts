// The reader of what an earlier version of Step knew: executions outlive an update of the functions. Members whose meaning
// has changed are brought into today's form here and nowhere else; test/old-shapes has what every version wrote.
import type { Known, OtherExecution, Told } from '../contract/state';

/** As any version has written it. */
export type WrittenKnown = Omit<Known, 'others' | 'othersListedAt'> & {
  /** Once without `begunAt`. */
  readonly others?: readonly (Omit<OtherExecution, 'begunAt'> & { readonly begunAt?: number })[];
  /** Once only when they were listed last. */
  readonly othersListedAt?: number | Known['othersListedAt'];
};

export function readKnown({ others, othersListedAt, ...known }: WrittenKnown): Known {
  return {
    ...known,
    ...(others !== undefined && {
      others: others.map((other) => ({
        ...other,
        begunAt: other.begunAt ?? other.startedAt,
        ...(isUnread(other) && { told: { ...other.told, isUnread: true as const } }),
      })),
    }),
    ...(othersListedAt !== undefined && {
      othersListedAt:
        typeof othersListedAt === 'number' ? [othersListedAt, othersListedAt] : othersListedAt,
    }),
  };
}

/** Once told by the lack of the physical id alone, which every history of an update has. */
function isUnread(
  other: Pick<OtherExecution, 'requestType' | 'told'>,
): other is Pick<OtherExecution, 'requestType'> & { readonly told: Told } {
  const { requestType, told } = other;
  return requestType === 'Update' && told !== undefined && told.physicalResourceId === undefined;
}
