// DeleteHostedZone: only a zone that holds nothing but its own NS and SOA records.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html
import { ServiceError } from '../errors';
import { zoneIdFrom } from './service';
import type { Operation } from './service';
import { isRequired } from './zones';

/** With two blanks, as AWS writes it: https://github.com/hashicorp/terraform-provider-aws/pull/19875 */
const NOT_EMPTY =
  'The specified hosted zone contains non-required resource record sets  and so cannot be deleted.';

export const deleteHostedZone: Operation = (input, { zones, caller }) => {
  const zone = zones.get(zoneIdFrom(input), caller);
  if ([...zone.records.values()].some((record) => !isRequired(record, zone))) {
    throw new ServiceError('HostedZoneNotEmpty', NOT_EMPTY);
  }
  zones.delete(zone);
  return { body: { ChangeInfo: zones.changeInfo(zones.submit(caller.account)) } };
};
