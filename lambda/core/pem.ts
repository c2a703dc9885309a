// The PEM of an issued certificate in two parameters, where it is wanted. Written when everything else has succeeded, before
// the answer; removed from where it is no longer wanted, and with the certificate.
//
// Whose a parameter is stands in its tags: the stack, the resource, and the certificate whose PEM it has. That tag is
// changed before the value is, so that a parameter never has the PEM of a certificate that it does not name: the delete of
// an old certificate leaves alone what names the new one, and a parameter whose certificate is gone is removed.
//
// Nothing is remembered of what was read: every tick looks anew, so one that dies is simply run again.
import { CERTIFICATE_TAG } from '../../contract/constants';
import { LARGEST_ADVANCED_VALUE, type PemParameterNames } from '../../contract/pem';
import type { Reason } from '../../contract/reason-codes';
import type { Action, LifecycleRequest, Look, Operation, Outputs } from './lifecycle';
import { dataOf, keptReason, parameterTakenReason, pemPendingReason } from './pem-reasons';
import { isOwnParameter, nextClearing, wantedTags } from './pem-parameters';
import { isOfNothing } from './physical-id';
import type { Pem } from './ports';
import { checkIsNewest } from './requested';
import { withRemark } from './reasons';
import { failed, succeeded, type Responded } from './responses';
import { DEADLINE_MS, pendingSeconds, secondsUntil, TICK_LASTS_AT_MOST_MS } from './schedule';
import { listAgain } from './take-over';

interface Writing {
  readonly request: Exclude<LifecycleRequest, { type: 'Delete' }>;
  readonly outputs: Outputs;
  readonly operation: Operation;
  readonly look: Look;
  /** Of the certificate that is answered. */
  readonly certificateArn: string;
}

/** The operation, which sees to the PEM before it answers, and says what the template asks for. */
export function writingPem(lifecycle: Operation, request: LifecycleRequest): Operation {
  const { outputs } = request;
  if (outputs === undefined) return lifecycle;
  const operation: Operation = {
    ...lifecycle,
    fail: (look, why) => remarkedAnswer(look, why) ?? lifecycle.fail(look, why),
  };
  return {
    certificatesToDescribe: (known, moment) =>
      known.answer === undefined
        ? operation.certificatesToDescribe(known, moment)
        : [known.answer.physicalResourceId],
    decide: (look) => {
      const action = answerOf(look) ?? operation.decide(look);
      if (action.do !== 'RESPOND' || action.response.status === 'FAILED') return action;
      const { physicalResourceId: certificateArn } = action.response;
      const next =
        request.type === 'Delete'
          ? clearAfterDelete(request, outputs, look)
          : nextWriting({ request, outputs, operation, look, certificateArn });
      return withPemData(next ?? action, { request, outputs, look });
    },
    fail: (look, why) => withPemData(operation.fail(look, why), { request, outputs, look }),
  };
}

/** What was decided says what the next update has to look for: what goes wrong after that is said besides. */
function remarkedAnswer({ known: { answer } }: Look, why: Reason): Responded | undefined {
  return answer && succeeded(answer.physicalResourceId, withRemark(answer, why));
}

function answerOf({ known: { answer } }: Look): Responded | undefined {
  if (answer === undefined) return undefined;
  const { code, reason } = answer;
  return { do: 'RESPOND', response: answer, code, reason };
}

/** A success brings what the template asks for, and says what could not be removed. */
function withPemData<T extends Action>(
  action: T,
  { request, outputs, look }: { request: LifecycleRequest; outputs: Outputs; look: Look },
): T {
  if (action.do !== 'RESPOND' || action.response.status === 'FAILED') return action;
  const why = keptReason(action.response, look.known.pem);
  const { physicalResourceId } = action.response;
  // Where ACM no longer answers, what it has said when the answer was decided.
  const before = look.certificates.has(physicalResourceId) ? undefined : look.known.answer?.data;
  const data =
    request.type === 'Delete' ? undefined : (before ?? dataOf(action.response, outputs, look));
  const response = { ...action.response, ...why, ...(data !== undefined && { data }) };
  return { ...action, ...why, response };
}

/**
 * What the certificate's parameters have; or those that a create has left that was given up, whose tick may still have
 * written when it was stopped.
 */
function clearAfterDelete(
  request: Extract<LifecycleRequest, { type: 'Delete' }>,
  { former }: Outputs,
  look: Look,
): Action | undefined {
  const { physicalResourceId: id, owner } = request;
  if (isOfNothing(id)) return undefined;
  const gone = [id, ...(look.known.deleted ?? [])];
  return nextClearing(namesIn(former), { owner, look, gone }) ?? waitForRunningTicks(look);
}

function nextWriting(writing: Writing): Action | undefined {
  const { request, outputs, look, certificateArn } = writing;
  const { owner } = request;
  const wanted = namesIn(outputs.pem);
  const former = namesIn(outputs.former).filter((name) => !wanted.includes(name));
  const gone = [certificateArn, ...(look.known.deleted ?? [])];
  const next = nextOfPem(writing) ?? nextClearing(former, { owner, look, gone });
  if (next === undefined) return finishWriting(writing);
  // The older of two requests may come late: nothing is to be written or removed for it.
  return changesParameters(next) ? (checkIsNewest(writing) ?? next) : next;
}

function namesIn(names: PemParameterNames | undefined): readonly string[] {
  return names === undefined ? [] : [names.certificate, names.chain];
}

function changesParameters({ do: what }: Action): boolean {
  return what.endsWith('_PARAMETER') && what !== 'READ_PARAMETER';
}

/**
 * Other names are looked at once more when what began shortly before is listed: an update that is undone may be about to write
 * under the names that are given up.
 */
function finishWriting({ request, outputs, look }: Writing): Action | undefined {
  const isRenamed = request.type === 'Update' && isChanged(outputs);
  const again = isRenamed ? listAgain(request.owner, look.known, look) : undefined;
  return again ?? waitForRunningTicks(look);
}

/** Stopping an execution does not stop its tick: what it may still write is looked at afterwards. */
function waitForRunningTicks(look: Look): Action | undefined {
  const { known, now, begunAt } = look;
  const { others = [] } = known;
  const ends = others
    .filter(({ told: history }) => history?.isTickRunning === true)
    .map(({ stoppedAt, endedAt = 0 }) => (stoppedAt ?? endedAt) + TICK_LASTS_AT_MOST_MS);
  const end = Math.max(0, ...ends);
  if (now >= end || now - begunAt >= DEADLINE_MS) return undefined;
  const reason = 'an older request that was stopped may still write the PEM';
  return { do: 'WAIT', seconds: secondsUntil(end, look), code: 'WRITING_PEM', reason };
}

function isChanged({ pem, former }: Outputs): boolean {
  return pem?.certificate !== former?.certificate || pem?.chain !== former?.chain;
}

/** What to do until both parameters have the PEM; undefined if they do, or if there is none yet. */
function nextOfPem(writing: Writing): Action | undefined {
  const { outputs, look, certificateArn } = writing;
  const isWanted = outputs.pem !== undefined || outputs.attributes.includes('Fingerprint');
  if (!isWanted || look.certificates.get(certificateArn)?.status !== 'ISSUED') return undefined;
  if (look.pem?.certificateArn !== certificateArn) {
    const reason = `asking for the PEM of ${certificateArn}`;
    return { do: 'GET_PEM', certificateArn, code: 'WRITING_PEM', reason };
  }
  const { pem } = look.pem;
  if (pem === undefined) return waitForPem(writing);
  return outputs.pem === undefined ? undefined : nextOfParameters(writing, pem);
}

function waitForPem(writing: Writing): Action {
  const { look, certificateArn } = writing;
  const why = pemPendingReason(certificateArn);
  return look.now - look.begunAt < DEADLINE_MS
    ? { do: 'WAIT', seconds: pendingSeconds(look), ...why }
    : failedPem(writing, why);
}

/** Both are looked at, and both values measured, before either is written. */
function nextOfParameters(writing: Writing, pem: Pem): Action | undefined {
  const { outputs, look, request } = writing;
  const { certificate = '', chain = '' } = outputs.pem ?? {};
  const values = [
    [certificate, pem.certificate],
    [chain, pem.chain],
  ] as const;
  for (const [name, { length }] of values) {
    if (length <= LARGEST_ADVANCED_VALUE) continue;
    const reason =
      `the PEM for parameter ${name} has ${length} characters, and a parameter holds ${LARGEST_ADVANCED_VALUE}; ` +
      'put fewer or shorter names on the certificate';
    return failedPem(writing, { code: 'PEM_TOO_LARGE', reason });
  }
  const unseen = values.find(([name]) => look.parameters?.has(name) !== true);
  if (unseen !== undefined) return read(unseen[0], true);
  const taken = values.find(([name]) => isTaken(name, writing));
  if (taken !== undefined) return failedPem(writing, parameterTakenReason(taken[0], request.owner));
  return values
    .map(([name, value]) => nextOfParameter(name, value, writing))
    .find((each) => each !== undefined);
}

/** Somebody else's; or one that is not seen, and that the store still does not give. */
function isTaken(name: string, { look, request }: Writing): boolean {
  const seen = look.parameters?.get(name);
  if (seen !== undefined && seen !== 'GONE') return !isOwnParameter(seen.tags, request.owner);
  return look.known.pem?.isNameHeld === true && look.now - look.begunAt >= DEADLINE_MS;
}

function nextOfParameter(
  name: string,
  value: string,
  { request, look, certificateArn }: Writing,
): Action | undefined {
  const seen = look.parameters?.get(name);
  const tags = wantedTags(request.owner, certificateArn);
  const common = { name, code: 'WRITING_PEM', reason: `writing the PEM into ${name}` } as const;
  if (seen === undefined || seen === 'GONE') {
    return { do: 'CREATE_PARAMETER', ...common, value, tags };
  }
  if (seen.tags[CERTIFICATE_TAG] !== certificateArn) {
    return { do: 'TAG_PARAMETER', ...common, tags };
  }
  return seen.value === value ? undefined : { do: 'OVERWRITE_PARAMETER', ...common, value };
}

/** @param mayBeWritten whether its value matters */
function read(name: string, mayBeWritten: boolean): Action {
  const reason = `looking at parameter ${name}`;
  return { do: 'READ_PARAMETER', name, mayBeWritten, code: 'WRITING_PEM', reason };
}

type Ended = ReturnType<Operation['fail']>;

/**
 * A create and a replacement fail. So does an update in place that wants other parameters than the one before; any other
 * succeeds and says so, because CloudFormation rolls back by such updates.
 */
export function failedPem(
  { request, operation, look }: Pick<Writing, 'operation' | 'look'> & { request: LifecycleRequest },
  why: Reason,
): Ended {
  const { outputs } = request;
  const isInPlace = request.type === 'Update' && look.known.requested === undefined;
  return isInPlace && outputs !== undefined && isChanged(outputs)
    ? failed(request, look, why)
    : operation.fail(look, why);
}
