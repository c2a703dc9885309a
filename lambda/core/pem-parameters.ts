// The parameters that have a certificate's PEM: whose they are, and which of them are to be removed.
import { CERTIFICATE_TAG, RESOURCE_TAG, STACK_TAG } from '../../contract/constants';
import type { Presence, Tags } from '../../contract/state';
import type { Action, Look } from './lifecycle';
import type { Owner } from './ports';
import { DEADLINE_MS, GONE_AFTER_MS } from './schedule';
import { ownershipTags } from './tags';

const LOOK_AGAIN_SECONDS = 5;

const code = 'REMOVING_PARAMETERS';

/** Whose a parameter is, and whose PEM it has. */
export function wantedTags(owner: Owner, certificateArn: string): Tags {
  return { ...ownershipTags(owner), [CERTIFICATE_TAG]: certificateArn };
}

export function isOwnParameter(tags: Tags, { stackId, logicalResourceId }: Owner): boolean {
  return tags[STACK_TAG] === stackId && tags[RESOURCE_TAG] === logicalResourceId;
}

interface Clearing {
  readonly owner: Owner;
  readonly look: Look;
  /** The certificates whose PEM is to be in no such parameter. */
  readonly gone: readonly string[];
}

/**
 * What to do until none of these parameters has the PEM of a certificate that is gone. One that names a living certificate
 * is removed with that; one that is somebody else's stays.
 */
export function nextClearing(names: readonly string[], clearing: Clearing): Action | undefined {
  if (clearing.look.known.pem?.trouble !== undefined) return undefined;
  for (const name of names) {
    const next = nextOfOne(name, clearing);
    if (next !== undefined) return next;
  }
  return undefined;
}

function nextOfOne(name: string, { owner, look, gone }: Clearing): Action | undefined {
  const seen = look.parameters?.get(name);
  if (seen === undefined) {
    const reason = `looking whose PEM parameter ${name} has`;
    return { do: 'READ_PARAMETER', name, mayBeWritten: false, code, reason };
  }
  if (seen === 'GONE' || !isOwnParameter(seen.tags, owner)) return undefined;
  const { [CERTIFICATE_TAG]: named } = seen.tags;
  const remove = {
    do: 'REMOVE_PARAMETER',
    name,
    code,
    reason: `removing parameter ${name}`,
  } as const;
  if (named === undefined || gone.includes(named)) return remove;
  const presence = look.known.pem?.named?.[named];
  if (presence !== undefined && isPresent(presence)) return undefined;
  return isAbsent(presence, look) ? remove : askPresence(named, presence, look);
}

function isPresent({ absentSince }: Presence): boolean {
  return absentSince === undefined;
}

/** ACM's answers are eventually consistent: one alone is no proof, unless it is too late for another. */
function isAbsent(presence: Presence | undefined, { now, begunAt }: Look): boolean {
  const { absentSince } = presence ?? {};
  if (absentSince === undefined) return false;
  return now - absentSince >= GONE_AFTER_MS || now - begunAt >= DEADLINE_MS;
}

function askPresence(
  certificateArn: string,
  presence: Presence | undefined,
  { now }: Look,
): Action {
  const reason = `asking whether ${certificateArn} is there, whose PEM a parameter has`;
  return presence?.askedAt === now
    ? { do: 'WAIT', seconds: LOOK_AGAIN_SECONDS, code, reason }
    : { do: 'ASK_PRESENCE', certificateArn, code, reason };
}
