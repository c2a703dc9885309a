// Route 53 behind the port `ValidationRecords`: the only file that imports its SDK.
import { ChangeResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import type { RecordBatch, ValidationRecords } from './core/ports';
import { translated } from './aws-errors';

/** Validation records never change, so name servers may keep them; a wrong one still goes away in minutes. */
const TTL = 300;

export function route53ValidationRecords(route53: Route53Client): ValidationRecords {
  return {
    upsert: (batch) =>
      translated('route53:ChangeResourceRecordSets', async () => {
        await route53.send(new ChangeResourceRecordSetsCommand(toChange(batch)));
      }),
  };
}

function toChange({ hostedZoneId, records }: RecordBatch) {
  return {
    HostedZoneId: hostedZoneId,
    ChangeBatch: {
      Comment: 'Validation of an ACM certificate (cdk-dns-certificate)',
      Changes: records.map(({ name, value }) => ({
        Action: 'UPSERT' as const,
        ResourceRecordSet: {
          Name: name,
          Type: 'CNAME' as const,
          TTL,
          ResourceRecords: [{ Value: value }],
        },
      })),
    },
  };
}
