// Acting on a decision about the PEM: one call to the world for each action, and what is known or seen afterwards.
import type { Presence, Tags } from '../../contract/state';
import type { Action, Look, PemAction, SeenParameter } from './lifecycle';
import type { World } from './ports';
import { RETRY_HELD_NAME_SECONDS } from './schedule';

const ACTIONS: ReadonlySet<string> = new Set<PemAction['do']>([
  'GET_PEM',
  'READ_PARAMETER',
  'CREATE_PARAMETER',
  'TAG_PARAMETER',
  'OVERWRITE_PARAMETER',
  'ASK_PRESENCE',
  'REMOVE_PARAMETER',
]);

export function isOfPem<T extends Action>(action: T): action is Extract<T, PemAction> {
  return ACTIONS.has(action.do);
}

/** @returns how long to wait, too, which is 0 as a rule */
export async function actOnPem(
  action: PemAction,
  look: Look,
  { certificates, parameters }: World,
): Promise<{ readonly look: Look; readonly seconds: number }> {
  switch (action.do) {
    case 'GET_PEM': {
      const { certificateArn } = action;
      const pem = await certificates.pem(certificateArn);
      return { look: { ...look, pem: { certificateArn, pem } }, seconds: 0 };
    }
    case 'ASK_PRESENCE': {
      const isThere = (await certificates.describe(action.certificateArn)) !== undefined;
      return { look: withPresence(look, action.certificateArn, isThere), seconds: 0 };
    }
    case 'READ_PARAMETER':
      return { look: withParameter(look, action.name, await read(action, parameters)), seconds: 0 };
    case 'CREATE_PARAMETER': {
      const { name, value, tags } = action;
      if ((await parameters.create(name, value, tags)) === 'CREATED') {
        return { look: withParameter(look, name, { tags, value }), seconds: 0 };
      }
      const pem = { ...look.known.pem, isNameHeld: true };
      return { look: { ...look, known: { ...look.known, pem } }, seconds: RETRY_HELD_NAME_SECONDS };
    }
    case 'TAG_PARAMETER':
      await parameters.addTags(action.name, action.tags);
      return { look: changed(look, action.name, { tags: action.tags }), seconds: 0 };
    case 'OVERWRITE_PARAMETER':
      await parameters.overwrite(action.name, action.value);
      return { look: changed(look, action.name, { value: action.value }), seconds: 0 };
    case 'REMOVE_PARAMETER':
      await parameters.remove(action.name);
      return { look: withParameter(look, action.name, 'GONE'), seconds: 0 };
  }
}

/** Its tags, and the value of what may be written: what has none is gone, whatever is said of its tags. */
async function read(
  { name, mayBeWritten }: Extract<PemAction, { do: 'READ_PARAMETER' }>,
  parameters: World['parameters'],
): Promise<SeenParameter> {
  const tags = await parameters.tags(name);
  if (tags === undefined) return 'GONE';
  if (!mayBeWritten) return { tags };
  const value = await parameters.value(name);
  return value === undefined ? 'GONE' : { tags, value };
}

function withParameter(look: Look, name: string, seen: SeenParameter): Look {
  return { ...look, parameters: new Map([...(look.parameters ?? []), [name, seen]]) };
}

function changed(look: Look, name: string, change: { value?: string; tags?: Tags }): Look {
  const seen = look.parameters?.get(name);
  const before = seen === undefined || seen === 'GONE' ? { tags: {} } : seen;
  const tags = { ...before.tags, ...change.tags };
  return withParameter(look, name, { ...before, ...change, tags });
}

function withPresence(look: Look, certificateArn: string, isThere: boolean): Look {
  const { known, now } = look;
  const before = known.pem?.named?.[certificateArn]?.absentSince ?? now;
  const presence: Presence = { askedAt: now, ...(!isThere && { absentSince: before }) };
  const named = { ...known.pem?.named, [certificateArn]: presence };
  return { ...look, known: { ...known, pem: { ...known.pem, named } } };
}
