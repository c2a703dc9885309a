// The name of an execution. One for each request, so that an event delivered twice is handled once; and it says which
// resource it is for, what it does and when it was asked for, so that the executions of one resource are found in a list
// and put in order.
// 80 characters at most: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
import { createHash } from 'node:crypto';
import type { RequestType } from '../contract/state';
import type { Owner } from './core/ports';

const NAME = /^([0-9a-f]{20})-(create|update|delete)-(\d{14})-/;

const TYPES: Readonly<Record<string, RequestType>> = {
  create: 'Create',
  update: 'Update',
  delete: 'Delete',
};

export interface NamedRequest {
  readonly requestType: RequestType;
  /** In milliseconds since the epoch, to the second; undefined where CloudFormation's URL did not say. */
  readonly begunAt?: number;
}

export function executionName(
  owner: Owner,
  { requestType, begunAt = 0 }: NamedRequest,
  requestId: string,
): string {
  const time = new Date(begunAt).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `${resourceHash(owner)}-${requestType.toLowerCase()}-${time}-${plain(requestId)}`;
}

/** What an execution of the owner's is for; undefined for any other's. */
export function requestOf(name: string, owner: Owner): NamedRequest | undefined {
  const [, hash, type = '', time = ''] = NAME.exec(name) ?? [];
  const requestType = TYPES[type];
  if (hash !== resourceHash(owner) || requestType === undefined) return undefined;
  const begunAt = Date.parse(time.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'));
  return { requestType, ...(begunAt > 0 && { begunAt }) };
}

function resourceHash({ stackId, logicalResourceId }: Owner): string {
  return sha256(JSON.stringify([stackId, logicalResourceId])).slice(0, 20);
}

/** CloudFormation's request ids are UUIDs; what is none is hashed, so that it fits. */
function plain(requestId: string): string {
  const hex = requestId.replaceAll('-', '');
  return /^[0-9a-f]{32}$/i.test(hex) ? hex : sha256(requestId).slice(0, 32);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
