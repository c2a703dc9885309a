// What a role may want to be told by whoever assumes it.
import type { IConstruct } from 'constructs';
import { problemAt } from './problem-at';
import { isUnknown } from './unknown';

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/** @throws Error for what STS would refuse */
export function checkExternalId(scope: IConstruct, property: string, externalId: string): void {
  if (isUnknown(externalId) || EXTERNAL_ID.test(externalId)) return;
  throw problemAt(
    scope,
    `${property} is '${externalId}'; write 2 to 1224 letters, digits and characters of _+=,.@:/-`,
  );
}
