// The tags of a certificate: whose it is, whether it is kept, and the user's own. They are part of the request; those of
// a certificate that is there are compared with what ACM says. What is wanted is added before anything is removed, so that
// no policy that asks for a tag finds it missing in between.
import { RESOURCE_TAG, RETAIN_TAG, STACK_TAG } from '../../contract/constants';
import type { Known, Tags } from '../../contract/state';
import { MOST_TAGS_OF_A_CERTIFICATE } from '../../contract/tags';
import type { Action, UpdateRequest } from './lifecycle';
import type { CertificateSpec, Owner } from './ports';

/** Whose a certificate is. IAM lets nothing be tagged without saying so. */
export function ownershipTags({ stackId, logicalResourceId }: Owner): Tags {
  return { [STACK_TAG]: stackId, [RESOURCE_TAG]: logicalResourceId };
}

/** All that a certificate is to carry. No tag of a user's can say whose it is. */
export function allTags({ tags, isRetained }: CertificateSpec, owner: Owner): Tags {
  return { ...tags, ...ownershipTags(owner), ...(isRetained && { [RETAIN_TAG]: 'true' }) };
}

/** What to do next for the tags of a certificate that is there; undefined if there is nothing. */
export function nextTagging(
  certificateArn: string,
  request: UpdateRequest,
  { tagged, untagged }: Known,
): Action | undefined {
  if (untagged !== undefined) return undefined;
  if (tagged?.certificateArn !== certificateArn) return listTags(certificateArn);
  const common = { certificateArn, code: 'TAGGING' } as const;
  const present = tagged.tags;
  const wanted = allTags(request.spec, request.owner);
  const missing = Object.entries(wanted).filter(([key, value]) => present[key] !== value);
  const unwanted = unwantedKeys(request, present, wanted);
  const isFull = Object.keys({ ...present, ...wanted }).length > MOST_TAGS_OF_A_CERTIFICATE;
  if (missing.length > 0 && !(isFull && unwanted.length > 0)) {
    const tags = { ...ownershipTags(request.owner), ...Object.fromEntries(missing) };
    const reason = `adding tags to ${certificateArn}: ${keysText(missing.map(([key]) => key))}`;
    return { do: 'ADD_TAGS', ...common, tags, reason };
  }
  if (unwanted.length === 0) return undefined;
  const reason = `removing tags from ${certificateArn}: ${keysText(unwanted)}`;
  return { do: 'REMOVE_TAGS', ...common, keys: unwanted, reason };
}

export function listTags(certificateArn: string): Action {
  const reason = `asking for the tags of ${certificateArn}`;
  return { do: 'LIST_TAGS', certificateArn, code: 'TAGGING', reason };
}

/** Whether a certificate carries what the last template gave it; or the same as this one's, which nobody can mistake. */
export function areTagsUntouched({ owner, spec, previous }: UpdateRequest, present: Tags): boolean {
  const [before, wanted] = [allTags(previous ?? spec, owner), allTags(spec, owner)];
  const named = [...Object.keys({ ...before, ...wanted }), RETAIN_TAG];
  if (named.every((key) => before[key] === wanted[key])) return true;
  return named.every((key) => before[key] === present[key]);
}

/** What the last template had and this one has not. Tags that others have put there are theirs. */
function unwantedKeys({ previous }: UpdateRequest, present: Tags, wanted: Tags): readonly string[] {
  const ours = [...Object.keys(previous?.tags ?? {}), RETAIN_TAG];
  return [...new Set(ours)].filter(
    (key) => Object.hasOwn(present, key) && !Object.hasOwn(wanted, key),
  );
}

function keysText(keys: readonly string[]): string {
  return keys.map((key) => `'${key}'`).join(', ');
}
