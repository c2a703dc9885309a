// Systems Manager on the wire: AWS JSON 1.1, as ACM speaks it. The target header names the operation.
import type { WireRequest } from '../http/wire';

const TARGET_PREFIX = 'AmazonSSM.';

/** The operation that a request of Systems Manager asks for; undefined for any other request. */
export function ssmOperationOf({ headers }: WireRequest): string | undefined {
  const target = headers['x-amz-target'] ?? '';
  return target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : undefined;
}
