// Which operation a request asks for, as the history names it: for those who stand between a client and the emulator.
import { isListRegions } from '../account/protocol';
import { TARGET_PREFIX } from '../acm/protocol';
import { PATH_PREFIX, route } from '../route53/protocol';
import { ssmOperationOf } from '../ssm/protocol';
import { parseForm } from '../sts/protocol';
import type { WireRequest } from './wire';

export function operationOf(request: WireRequest): string {
  if (request.path.startsWith(PATH_PREFIX)) {
    return route(request)?.operation ?? `${request.method} ${request.path}`;
  }
  if (isListRegions(request)) return 'ListRegions';
  const ssm = ssmOperationOf(request);
  if (ssm !== undefined) return ssm;
  const target = request.headers['x-amz-target'];
  if (target === undefined) return parseForm(request)?.get('Action') ?? '';
  return target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : target;
}
