// What a person with an account of AWS does behind CloudFormation's back.
import { ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { Deployment } from './deployment';

/** Somebody empties the hosted zone. */
export async function removeRecords({ emulator, hostedZoneId }: Deployment): Promise<void> {
  const { requestHandler } = emulator;
  const credentials = { accessKeyId: 'AKIASOMEBODY', secretAccessKey: 'secret' };
  const route53 = new Route53Client({ region: 'us-east-1', credentials, requestHandler });
  const Changes = emulator.records(hostedZoneId).map(({ name, type, ttl, values }) => ({
    Action: 'DELETE' as const,
    ResourceRecordSet: {
      Name: name,
      Type: type as 'CNAME',
      TTL: ttl,
      ResourceRecords: values.map((Value) => ({ Value })),
    },
  }));
  const ChangeBatch = { Changes };
  await route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ChangeBatch }),
  );
}
