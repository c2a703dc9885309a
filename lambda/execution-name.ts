// The name of an execution. One for each request, so that an event delivered twice is handled once; and it says which
// resource it is for and what it does, so that the executions of one resource are found in a list.
// 80 characters at most: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
import { createHash } from 'node:crypto';
import type { RequestType } from '../contract/state';
import type { Owner } from './core/ports';

const NAME = /^([0-9a-f]{20})-(create|update|delete)-/;

const TYPES: Readonly<Record<string, RequestType>> = {
  create: 'Create',
  update: 'Update',
  delete: 'Delete',
};

export function executionName(owner: Owner, requestType: RequestType, requestId: string): string {
  return `${resourceHash(owner)}-${requestType.toLowerCase()}-${plain(requestId)}`;
}

/** What an execution of the owner's does; undefined for any other's. */
export function requestTypeOf(name: string, owner: Owner): RequestType | undefined {
  const [, hash, type = ''] = NAME.exec(name) ?? [];
  return hash === resourceHash(owner) ? TYPES[type] : undefined;
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
