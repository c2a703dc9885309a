// Acting on a decision about validation records that are to be removed: one call to the world for each action, and what is
// known afterwards.
import type { Known, RemovalProgress, SharingScan } from '../../contract/state';
import type { Action, RecordAction } from './lifecycle';
import type { CertificatePage, World } from './ports';
import { keyOf } from './validation-records';

const ACTIONS: ReadonlySet<string> = new Set<RecordAction['do']>([
  'NOTE_RECORDS',
  'NOTE_DELETED',
  'LIST_REGIONS',
  'LIST_SHARING',
  'NOTE_SHARING',
  'REMOVE_RECORD',
  'PUT_BACK',
  'END_REMOVAL',
]);

export function isOfRecords<T extends Action>(action: T): action is Extract<T, RecordAction> {
  return ACTIONS.has(action.do);
}

export async function actOnRecords(
  action: RecordAction,
  { known, now }: { readonly known: Known; readonly now: number },
  world: World,
): Promise<Known> {
  const removal = known.removal ?? {};
  const knowing = (changes: RemovalProgress): Known => ({ removal: { ...removal, ...changes } });
  switch (action.do) {
    case 'NOTE_RECORDS':
      return { records: { ...known.records, [action.certificateArn]: action.batches } };
    case 'NOTE_DELETED':
      return { deleted: [...(known.deleted ?? []), action.certificateArn], deletedAt: now };
    case 'LIST_REGIONS':
      return knowing({ regions: await world.regions.list() });
    case 'LIST_SHARING': {
      const page = await world.certificates.list(action.wanted);
      return knowing({ scan: withPage(action.scan, page, known.deleted) });
    }
    case 'NOTE_SHARING':
      return removal.scan === undefined ? {} : knowing({ scan: withNeeded(removal.scan, action) });
    case 'REMOVE_RECORD': {
      const key = keyOf(action.batch);
      return (await world.validationRecords.remove(action.batch)) === 'ANOTHER'
        ? knowing({ kept: { ...removal.kept, [key]: 'its value is not the one that ACM named' } })
        : knowing({ removed: [...(removal.removed ?? []), key], removedAt: now });
    }
    case 'PUT_BACK': {
      await world.validationRecords.upsert(action.batch);
      const key = keyOf(action.batch);
      const removed = (removal.removed ?? []).filter((each) => each !== key);
      return knowing({ removed, kept: { ...removal.kept, [key]: 'it was put back' } });
    }
    case 'END_REMOVAL':
      return knowing({ isOver: true });
  }
}

/** What this execution has deleted may still be listed. */
function withPage(
  { startedAt, regions, candidates: before, needed }: SharingScan,
  { certificateArns, nextToken }: CertificatePage,
  deleted: readonly string[] = [],
): SharingScan {
  const others = certificateArns.filter((arn) => !deleted.includes(arn));
  const candidates = [...before, ...others];
  return nextToken === undefined
    ? { startedAt, candidates, needed, regions: regions.slice(1) }
    : { startedAt, candidates, needed, regions, nextToken };
}

function withNeeded(
  scan: SharingScan,
  { certificateArn, needed }: Extract<RecordAction, { do: 'NOTE_SHARING' }>,
): SharingScan {
  return {
    ...scan,
    candidates: scan.candidates.filter((arn) => arn !== certificateArn),
    needed: { ...scan.needed, ...Object.fromEntries(needed.map((name) => [name, certificateArn])) },
  };
}
