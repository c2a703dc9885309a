// Route 53 behind the port `ValidationRecords`: the only file that imports its SDK.
import { ChangeResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { translated } from './aws-errors';
import type { RecordBatch } from '../contract/state';
import type { ValidationRecords } from './core/ports';
import { onceForEach } from './once-for-each';

/** Validation records never change, so name servers may keep them; a wrong one still goes away in minutes. */
const TTL_SECONDS = 300;

/** `clientAs` makes the client of a role, or of the handler's own where there is none; it is asked once for each. */
export function route53ValidationRecords(
  clientAs: (roleArn: string | undefined) => Route53Client,
): ValidationRecords {
  const route53 = onceForEach(clientAs);
  return {
    upsert: (batch) =>
      translated('route53:ChangeResourceRecordSets', async () => {
        await route53(batch.roleArn).send(new ChangeResourceRecordSetsCommand(toChange(batch)));
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
          TTL: TTL_SECONDS,
          ResourceRecords: [{ Value: value }],
        },
      })),
    },
  };
}
