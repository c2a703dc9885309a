// Acting on a decision: one call to the world for each action, and what is known afterwards.
import type { Known, SearchProgress, Tagged, Told } from '../../contract/state';
import type { HostedZone } from '../../contract/zones';
import type { Action, LifecycleRequest, Look, PemAction, RecordAction } from './lifecycle';
import { actOnEmails, isOfEmails, type EmailAction } from './act-on-emails';
import { actOnRecords, isOfRecords } from './act-on-records';
import { actOnPem, isOfPem } from './act-on-pem';
import { merged, withChange } from './other-executions';
import type { CertificateSpec, Requester, World } from './ports';
import { pendingSeconds } from './schedule';
import { boundOf, withOwnership, withPage } from './search';

type Acting = Exclude<Action, { do: 'RESPOND' }>;

export interface Context {
  readonly request: LifecycleRequest;
  readonly look: Look;
  readonly world: World;
}

export interface Outcome {
  readonly look: Look;
  /** Until the next tick; 0 to go on in this one. */
  readonly seconds: number;
}

export async function act(action: Acting, context: Context): Promise<Outcome> {
  const { look, world } = context;
  if (isOfRecords(action)) {
    const known = { ...look.known, ...(await actOnRecords(action, look, world)) };
    // A tick ends with what it has noted before it deletes.
    return { look: { ...look, known }, seconds: action.do === 'NOTE_RECORDS' ? 1 : 0 };
  }
  if (isOfEmails(action)) {
    const { known, seconds } = await actOnEmails(action, look, world);
    return { look: { ...look, known }, seconds };
  }
  if (isOfPem(action)) return actOnPem(action, look, world);
  return actOnCertificates(action, context);
}

async function actOnCertificates(
  action: Exclude<Acting, RecordAction | EmailAction | PemAction>,
  { request, look, world }: Context,
): Promise<Outcome> {
  const { known } = look;
  const knowing = (changes: Known, seconds = 0): Outcome => ({
    look: { ...look, known: { ...known, ...changes } },
    seconds,
  });
  switch (action.do) {
    case 'WAIT':
      return knowing(action.held === undefined ? {} : { held: action.held }, action.seconds);
    case 'REQUEST':
      // The tick ends here, so that the state machine knows the ARN whatever happens next.
      return knowing(await requested(action.spec, { request, look, world }), pendingSeconds(look));
    case 'PUBLISH':
      return { look: { ...look, known: await publish(action, look, world) }, seconds: 0 };
    case 'NAME_ZONE':
      return knowing(await nameZone(action.zone, known, world));
    case 'LIST_OTHERS':
    case 'STOP':
    case 'ASK':
      return knowing(await actOnOthers(action, { request, look, world }));
    case 'LIST_CERTIFICATES':
    case 'ASK_OWNERSHIP':
      return knowing({ search: await actOnSearch(action, { request, look, world }) });
    case 'LIST_TAGS':
    case 'ADD_TAGS':
    case 'REMOVE_TAGS':
      return knowing({ tagged: await actOnTags(action, look, world) });
    case 'DISOWN':
      // The tick ends here, too: a request that dies must not leave the ARN of what is not its own.
      return { look: { ...look, known: disowned(known, action.mayBeOwn) }, seconds: 1 };
    case 'CLEAN_UP':
      return knowing({ failure: action.failure });
    case 'DELETE':
      return deleteCertificate(action.certificateArn, look, world);
  }
}

async function requested(
  spec: CertificateSpec,
  { request, look: { known, now }, world }: Context,
): Promise<Known> {
  const { tokenSalt } = known;
  const requester: Requester = { ...request, ...(tokenSalt !== undefined && { tokenSalt }) };
  return { requested: await world.certificates.request(spec, requester), requestedAt: now };
}

async function nameZone(zone: HostedZone, { zoneNames }: Known, world: World): Promise<Known> {
  const name = await world.validationRecords.nameOf(zone);
  return { zoneNames: { ...zoneNames, [zone.hostedZoneId]: name } };
}

function disowned(
  { requested, tokenSalt = 0, described = [], ...known }: Known,
  mayBeOwn: boolean,
): Known {
  return {
    ...known,
    described: described.filter((arn) => arn !== requested),
    tokenSalt: tokenSalt + 1,
    ...(mayBeOwn && { mayHaveRequested: true }),
  };
}

async function actOnOthers(
  action: Extract<Action, { do: 'LIST_OTHERS' | 'STOP' | 'ASK' }>,
  { request, look, world }: Context,
): Promise<Known> {
  const { known, now } = look;
  if (action.do === 'LIST_OTHERS') {
    const listed = await world.executions.list(request.owner);
    const [first = now] = known.othersListedAt ?? [];
    return { others: merged(listed, known.others), othersListedAt: [first, now] };
  }
  const { executionArn } = action;
  if (action.do === 'ASK') {
    const told = await world.executions.ask(executionArn);
    return { others: withChange(known.others, executionArn, { told }), ...takenOver(told, look) };
  }
  await world.executions.stop(executionArn);
  return { others: withChange(known.others, executionArn, { stoppedAt: now }) };
}

/** Records that were to be removed are now to be removed by this execution. */
function takenOver({ unremoved, deleted: theirs = [] }: Told, { known, now }: Look): Known {
  if (unremoved === undefined) return {};
  const records = { ...known.records, ...unremoved };
  const gone = theirs.filter((arn) => arn in unremoved);
  if (gone.length === 0) return { records };
  const deleted = [...new Set([...(known.deleted ?? []), ...gone])];
  return { records, deleted, deletedAt: now };
}

async function actOnSearch(
  action: Extract<Action, { do: 'LIST_CERTIFICATES' | 'ASK_OWNERSHIP' }>,
  { request, look: { known, now }, world }: Context,
): Promise<SearchProgress> {
  if (action.do === 'LIST_CERTIFICATES') {
    const { takesRetained, wanted } = action;
    const page = await world.certificates.list(wanted);
    const before = wanted.nextToken === undefined ? undefined : known.search;
    return withPage(before, page, {
      now,
      bound: boundOf({ ...wanted, ...(takesRetained && { takesRetained }) }),
    });
  }
  const { certificateArn } = action;
  const ownership = await world.certificates.ownership(certificateArn, request.owner);
  return withOwnership(known.search, { certificateArn, ownership, now });
}

async function actOnTags(
  action: Extract<Action, { do: 'LIST_TAGS' | 'ADD_TAGS' | 'REMOVE_TAGS' }>,
  { known: { tagged }, now }: Look,
  { certificates }: World,
): Promise<Tagged> {
  const { certificateArn } = action;
  if (action.do === 'LIST_TAGS') {
    return { certificateArn, tags: await certificates.tags(certificateArn), listedAt: now };
  }
  const { tags: before = {}, listedAt = now } = tagged ?? {};
  if (action.do === 'ADD_TAGS') {
    await certificates.addTags(certificateArn, action.tags);
    return { certificateArn, tags: { ...before, ...action.tags }, listedAt, isChanged: true };
  }
  await certificates.removeTags(certificateArn, action.keys);
  const left = Object.entries(before).filter(([key]) => !action.keys.includes(key));
  return { certificateArn, tags: Object.fromEntries(left), listedAt, isChanged: true };
}

async function publish(
  { certificateArn, batches }: Extract<Action, { do: 'PUBLISH' }>,
  { known, now }: Look,
  world: World,
): Promise<Known> {
  const [batch, ...left] = batches;
  if (batch !== undefined) await world.validationRecords.upsert(batch);
  const { unpublished, publishedAt, ...rest } = known;
  if (left.length === 0) {
    return { ...rest, publishedAt: { ...publishedAt, [certificateArn]: now } };
  }
  const since = unpublished?.since ?? now;
  return { ...known, unpublished: { certificateArn, batches: left, since } };
}

async function deleteCertificate(arn: string, look: Look, world: World): Promise<Outcome> {
  const { known, now } = look;
  const { held, deleted = [] } = known;
  if ((await world.certificates.delete(arn)) === 'DELETED') {
    return {
      look: { ...look, known: { ...known, deleted: [...deleted, arn], deletedAt: now } },
      seconds: 0,
    };
  }
  const refusedAsInUse = new Set([...look.refusedAsInUse, arn]);
  const stillHeld = { ...held, [arn]: held?.[arn] ?? { users: [], seenAt: now } };
  return { look: { ...look, known: { ...known, held: stillHeld }, refusedAsInUse }, seconds: 0 };
}
