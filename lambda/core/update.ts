// Update: what is wanted is compared with the live certificate behind the physical id, not with the old properties.
// CloudFormation rolls back by updates, so one to the identity that is there never fails: what is wrong is said in its
// answer. Another identity means another certificate: one that an older update has replaced and CloudFormation has not
// deleted yet, or a new one. A failed update deletes what it has requested, and answers with the ARN that it had.
import type { Known } from '../../contract/state';
import type { Reason } from '../../contract/reason-codes';
import { isGone } from './absence';
import { hasIdentity, hasMethod, isSameIdentity } from './identity';
import { isPublishing, notDescribedYet, publishRest, nextOfIssuance } from './issuance';
import type { Action, Look, Operation, UpdateRequest } from './lifecycle';
import { isCertificateArn } from './physical-id';
import type { Certificate } from './ports';
import { unusableReason, withRemark } from './reasons';
import { requestCertificate, superseded, rejectIfSuperseded, nextOfRequested } from './requested';
import { failed, succeeded, type Responded } from './responses';
import { DEADLINE_MS, type Moment } from './schedule';
import { areTagsUntouched, listTags, nextTagging } from './tags';
import { isSuperseded, leftByUpdates, listAgain } from './take-over';

interface Updating {
  readonly request: UpdateRequest;
  readonly operation: Operation;
  readonly look: Look;
}

export function updateOperation(request: UpdateRequest): Operation {
  const operation: Operation = {
    certificatesToDescribe: (known, moment) => certificatesToDescribe(request, known, moment),
    decide: (look) => decideUpdate({ request, operation, look }),
    fail: (look, why) => fail(request, look, why),
  };
  return operation;
}

function certificatesToDescribe(
  request: UpdateRequest,
  known: Known,
  moment: Moment,
): readonly string[] {
  const { physicalResourceId: id } = request;
  const { requested, failure } = known;
  if (failure !== undefined && requested !== undefined) return [id, requested];
  if (isPublishing(known, moment)) return [];
  if (requested !== undefined) return [requested];
  const left = known.others === undefined ? undefined : leftByUpdates(request, known, moment);
  if (left === undefined || 'do' in left) return [id];
  const { leftovers, replaced } = left;
  return [id, ...(replaced === undefined ? [] : [replaced]), ...remaining(leftovers, known)];
}

function remaining(arns: readonly string[], { deleted = [] }: Known): readonly string[] {
  return arns.filter((arn) => !deleted.includes(arn));
}

function decideUpdate(updating: Updating): Action {
  const { request, look } = updating;
  const { known, certificates } = look;
  const { physicalResourceId: id } = request;
  const { requested, failure, unpublished } = known;
  if (failure !== undefined) return cleanUp(updating, failure);
  // Nobody takes what an update has made that was given up, and the one that follows may not be able to end this one.
  if (requested !== undefined) {
    return rejectIfSuperseded(nextOfRequested(requested, updating), updating);
  }
  if (unpublished !== undefined && isPublishing(known, look)) return publishRest(unpublished);
  const live = certificates.get(id);
  if (isWorthAnotherLook(live, id, look)) return notDescribedYet(id, look);
  return afterOlderUpdates(updating, isWanted(live, request) ? live : undefined);
}

/** ACM may lack for a moment what it knows, or name only a part of it. */
function isWorthAnotherLook(live: Certificate | undefined, arn: string, look: Look): boolean {
  if (look.now - look.begunAt >= DEADLINE_MS || !isCertificateArn(arn)) return false;
  if (live !== undefined) return !live.isInFull;
  return !isGone(arn, look, true);
}

function isWanted(
  certificate: Certificate | undefined,
  { spec }: UpdateRequest,
): certificate is Certificate {
  if (certificate === undefined || !hasIdentity(certificate, spec)) return false;
  return isUsable(certificate) && hasMethod(certificate, spec);
}

function isUsable({ status }: Certificate): boolean {
  return status === 'ISSUED' || status === 'PENDING_VALIDATION';
}

function isIdentityKept({ spec, previous }: UpdateRequest): boolean {
  return previous !== undefined && isSameIdentity(previous, spec);
}

/** First what older updates left is deleted; then their certificate, if it is the one that is wanted, or a new one. */
function afterOlderUpdates(updating: Updating, live: Certificate | undefined): Action {
  const { request, look } = updating;
  const { known, certificates } = look;
  const left = leftByUpdates(request, known, look);
  if ('do' in left) return left;
  if (isSuperseded(known, look)) return superseded(request, look);
  const [leftover] = remaining(left.leftovers, known).filter((arn) => isToBeDeleted(arn, look));
  if (leftover !== undefined) return deleteLeftover(leftover, look);
  if (live !== undefined) {
    return lookForHiddenUpdate(live, updating) ?? stay(live, updating);
  }
  const replaced = certificates.get(left.replaced ?? '');
  if (left.replaced !== undefined && isWorthAnotherLook(replaced, left.replaced, look)) {
    return notDescribedYet(left.replaced, look);
  }
  return isWanted(replaced, request) ? stay(replaced, updating) : requestCertificate(updating);
}

/**
 * The rollback of an update that was cancelled may come before that update is listed. It may have begun to change tags, or be
 * about to; unless they still are what it found.
 */
function lookForHiddenUpdate(
  { certificateArn }: Certificate,
  { request, look }: Updating,
): Action | undefined {
  const { known } = look;
  if (known.untagged !== undefined || known.tagged?.isChanged === true) return undefined;
  if (isIdentityKept(request)) {
    if (known.tagged === undefined) return listTags(certificateArn);
    if (areTagsUntouched(request, known.tagged.tags)) return undefined;
  }
  const again = listAgain(request.owner, known, look);
  if (again !== undefined) return again;
  const [, listedAt = 0] = known.othersListedAt ?? [];
  const isOld = known.tagged !== undefined && known.tagged.listedAt < listedAt;
  return isOld ? listTags(certificateArn) : undefined;
}

/** With a certificate that is there: all that ACM changes in place is changed. */
function stay(certificate: Certificate, { request, operation, look }: Updating): Action {
  const { certificateArn } = certificate;
  const tagging = nextTagging(certificateArn, request, look.known);
  if (tagging !== undefined) return tagging;
  const next = nextOfIssuance(certificate, { spec: request.spec, operation, look });
  return next.do === 'RESPOND' && next.code === 'ISSUED'
    ? succeededWith(certificateArn, next, look)
    : next;
}

/** A success must not hide what could not be done. */
function succeededWith(certificateArn: string, why: Reason, { known }: Look): Responded {
  const { untagged } = known;
  return succeeded(certificateArn, untagged === undefined ? why : withRemark(why, untagged));
}

/** Nothing can use what no response has ever named, unless somebody took it by hand: then it is theirs. */
function isToBeDeleted(arn: string, look: Look): boolean {
  return !isNotToBeSeen(arn, look) && !look.refusedAsInUse.has(arn);
}

/** What ACM does not describe by the deadline is not waited for. */
function isNotToBeSeen(arn: string, look: Look): boolean {
  const isLate = look.now - look.begunAt >= DEADLINE_MS;
  return isGone(arn, look) || (isLate && !look.certificates.has(arn));
}

export function deleteLeftover(certificateArn: string, look: Look): Action {
  if (!look.certificates.has(certificateArn)) return notDescribedYet(certificateArn, look);
  const reason = `deleting ${certificateArn}, which an update left that was given up or failed`;
  return { do: 'DELETE', certificateArn, code: 'DELETING', reason };
}

/** A failure is answered when what was requested is deleted again; if that cannot be done either, the answer says so. */
function fail(request: UpdateRequest, look: Look, why: Reason): ReturnType<Operation['fail']> {
  const { requested, failure, deleted = [] } = look.known;
  if (requested === undefined || deleted.includes(requested)) return answer(request, look, why);
  if (failure === undefined) return { do: 'CLEAN_UP', failure: why, ...why };
  const reason = `${failure.reason}. Certificate ${requested}, requested meanwhile, could not be deleted: ${why.reason}`;
  return answer(request, look, { code: failure.code, reason });
}

/** A success, if a certificate is there that is wanted: then nothing that is wrong can be mended by failing. */
function answer(
  request: UpdateRequest,
  look: Look,
  why: Reason,
): Extract<Action, { do: 'RESPOND' }> {
  const arn = arnInPlace(request, look);
  return arn === undefined
    ? failed(request, look, why)
    : succeededWith(arn, stateOf(arn, look, why), look);
}

/** A success must not hide that the certificate cannot be used. */
function stateOf(arn: string, look: Look, why: Reason): Reason {
  const certificate = look.certificates.get(arn);
  if (certificate !== undefined && !isUsable(certificate)) {
    const { code, reason } = unusableReason(certificate);
    return { code, reason: reason === why.reason ? reason : `${reason}. ${why.reason}` };
  }
  if (look.known.absentSince?.[arn] === undefined) return why;
  const reason = `ACM knows no certificate '${arn}' any more, and has issued no other: ${why.reason}`;
  return { code: 'CERTIFICATE_GONE', reason };
}

/** What CloudFormation has, or had before: never what an update has left that failed or was given up. */
function arnInPlace(request: UpdateRequest, look: Look): string | undefined {
  const { physicalResourceId: id, spec } = request;
  const { certificates, known } = look;
  const left = leftByUpdates(request, known, look);
  const there = [id, 'do' in left ? undefined : left.replaced]
    .flatMap((arn) => certificates.get(arn ?? '') ?? [])
    .find((each) => hasIdentity(each, spec) && hasMethod(each, spec));
  if (there !== undefined) return there.certificateArn;
  // While its records are written, a certificate is not described; and one that is gone may have been the same.
  const published = known.unpublished?.certificateArn;
  if (published !== undefined && published !== known.requested) return published;
  return !certificates.has(id) && isIdentityKept(request) ? id : undefined;
}

function cleanUp({ request, operation, look }: Updating, failure: Reason): Action {
  const { requested = '', deleted = [] } = look.known;
  if (deleted.includes(requested) || isNotToBeSeen(requested, look))
    return answer(request, look, failure);
  if (look.refusedAsInUse.has(requested)) {
    return operation.fail(look, { code: 'CERTIFICATE_IN_USE', reason: 'it is in use' });
  }
  return deleteLeftover(requested, look);
}
