// An update whose event comes when CloudFormation waits no more: Lambda may deliver it six hours late. Nothing is changed
// for it. But it says which certificate CloudFormation had when it was made, so that whatever older updates have made is
// nobody's; and the stack may be deleted meanwhile, so that no later update comes that would look for it.
import type { Known } from '../../contract/state';
import { isGone } from './absence';
import type { Action, Look, Operation, UpdateRequest } from './lifecycle';
import { tooLateReason } from './reasons';
import { failed } from './responses';
import type { Moment } from './schedule';
import { isList, leftByUpdates, listAgain } from './take-over';
import { deleteLeftover } from './update';

/** Nobody listens to its answer, which is in the log. */
export function lateUpdateOperation(request: UpdateRequest): Operation {
  return {
    certificatesToDescribe: (known, moment) => {
      const left = remaining(request, known, moment);
      return isList(left) ? left : [];
    },
    decide: (look) => {
      const left = remaining(request, look.known, look);
      if (!isList(left)) return left;
      const [arn] = left.filter((each) => !isGone(each, look) && !look.refusedAsInUse.has(each));
      if (arn === undefined) {
        return failed(request, look, tooLateReason(request.owner, look.known.deleted));
      }
      return listNewer(request, look) ?? deleteLeftover(arn, look);
    },
    fail: (look, reason) => failed(request, look, reason),
  };
}

/** What a search has found, a newer request may have made that was not listed before. */
function listNewer({ owner }: UpdateRequest, look: Look): Action | undefined {
  const { search, othersListedAt: [, lastAt] = [0, 0] } = look.known;
  return search && listAgain(owner, { othersListedAt: [search.startedAt, lastAt] }, look);
}

/** The ARNs of what is still to be deleted, its own among them; or what to do to learn them. */
function remaining(
  request: UpdateRequest,
  known: Known,
  moment: Moment,
): readonly string[] | Action {
  const left = leftByUpdates(request, known, moment);
  if ('do' in left) return left;
  const { requested, deleted = [] } = known;
  const all = [...left.leftovers, ...(requested === undefined ? [] : [requested])];
  return all.filter((arn) => !deleted.includes(arn));
}
