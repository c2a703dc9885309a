// The one maker of responses, and so of the physical id that each of them carries.
import type { Reason } from '../../contract/reason-codes';
import type { Response } from '../../contract/state';
import type { Action, Look } from './lifecycle';
import { physicalIdOfNothing, physicalIdWithoutArn } from './physical-id';
import type { Owner } from './ports';

export type Responded = Extract<Action, { do: 'RESPOND' }>;

/** As much of a request as its failure needs: it may be one that could not be read. */
export interface FailingRequest {
  readonly owner: Owner;
  /** Undefined in a create. */
  readonly physicalResourceId?: string;
}

export function succeeded(physicalResourceId: string, why: Reason): Responded {
  return respond({ status: 'SUCCESS', physicalResourceId, ...why });
}

/**
 * The physical id of a failure is the one that CloudFormation has. A create that failed answers with the certificate
 * that it requested, so that CloudFormation deletes it; one that knows of none, with an id that says whether there may be one.
 */
export function failed(
  { owner, physicalResourceId }: FailingRequest,
  { known, begunAt }: Pick<Look, 'known' | 'begunAt'>,
  why: Reason,
): Responded {
  const { requested, mayHaveRequested = false } = known;
  const id = physicalResourceId ?? requested ?? idWithoutArn(owner, mayHaveRequested, begunAt);
  return respond({ status: 'FAILED', physicalResourceId: id, ...why });
}

function idWithoutArn(
  { logicalResourceId }: Owner,
  mayHaveRequested: boolean,
  begunAt: number,
): string {
  return mayHaveRequested
    ? physicalIdWithoutArn(logicalResourceId, begunAt)
    : physicalIdOfNothing(logicalResourceId);
}

function respond(response: Response): Responded {
  const { code, reason } = response;
  return { do: 'RESPOND', response, code, reason };
}
