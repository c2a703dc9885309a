// What has become of validation records that were to be removed, in words.
import type { Reason } from '../../contract/reason-codes';
import type { Known, RecordBatch, RemovalProgress } from '../../contract/state';
import { withRemark } from './reasons';
import { domainOf, keyOf, recordsOfDeleted } from './validation-records';

/** After the reason of the response. */
export function removalReason({ code, reason: before }: Reason, known: Known): Reason {
  const why = { code, reason: before };
  const records = recordsOfDeleted(known);
  if (records.length === 0) return why;
  const { removed = [], trouble, isOver, ...removal } = known.removal ?? {};
  if (isOver !== true) {
    const reason =
      'its validation records stay, because it could not be asked any more who needs them';
    return withRemark(why, { code: 'RECORDS_KEPT', reason });
  }
  const rest = records
    .filter((each) => !removed.includes(keyOf(each)))
    .map((each) => `; ${restText(each, removal)}`)
    .join('');
  const gone = `${removed.length} of ${records.length} validation records are removed${rest}`;
  return trouble === undefined
    ? { code, reason: `${before}. ${gone}` }
    : withRemark(why, {
        code: 'RECORDS_KEPT',
        reason: `${gone}. Not all could be asked or done: ${trouble}`,
      });
}

/** Of one that stays, or that is missing now. */
function restText(batch: RecordBatch, { kept = {}, lost = {}, scan }: RemovalProgress): string {
  const key = keyOf(batch);
  const user = scan?.needed[domainOf(batch)] ?? 'another certificate';
  if (!(key in lost)) return `${key} stays (${kept[key] ?? `${user} needs it`})`;
  const [{ name, value } = { name: '', value: '' }] = batch.records;
  return `${key} is removed and could not be put back, though ${user} needs it: write CNAME ${name} -> ${value} there`;
}
