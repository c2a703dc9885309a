// CreateHostedZone: a zone with its NS and SOA records; the same name may be taken more than once.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
import { ServiceError } from '../errors';
import {
  children,
  domainNameFrom,
  hostedZoneOutput,
  refuseDelegationSet,
  requiredText,
  text,
} from './service';
import type { Operation } from './service';
import { NAME_SERVERS } from './zones';

export const createHostedZone: Operation = (input, { zones, caller }) => {
  const name = domainNameFrom(input, 'Name');
  refuseDelegationSet(input);
  const callerReference = requiredText(input, 'CallerReference');
  if (zones.of(caller.account).some((zone) => zone.callerReference === callerReference)) {
    const message = `A hosted zone has already been created with the specified caller reference.`;
    throw new ServiceError('HostedZoneAlreadyExists', message, 409);
  }
  const config = children(input.HostedZoneConfig);
  const comment = text(config, 'Comment');
  const zone = zones.create({
    name,
    account: caller.account,
    callerReference,
    ...(comment !== undefined && { comment }),
    privateZone: text(config, 'PrivateZone') === 'true' || input.VPC !== undefined,
  });
  return {
    status: 201,
    headers: { location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}` },
    body: {
      HostedZone: hostedZoneOutput(zone),
      ChangeInfo: zones.changeInfo(zones.submit(caller.account)),
      DelegationSet: { NameServers: { NameServer: NAME_SERVERS } },
      VPC: input.VPC,
    },
  };
};
