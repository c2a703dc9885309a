// Route 53 behind the port `ValidationRecords`: the only file that imports its SDK.
import {
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { normalForm } from '../contract/names';
import type { RecordBatch } from '../contract/state';
import type { HostedZone } from '../contract/zones';
import { translated } from './aws-errors';
import { CertificateError } from './core/errors';
import type { ValidationRecords } from './core/ports';
import { onceForEach } from './once-for-each';

/** Validation records never change, so name servers may keep them; a wrong one still goes away in minutes. */
const TTL_SECONDS = 300;

/** Who writes into a zone: a role, or the handler itself where there is none. */
export type Writer = Pick<HostedZone, 'roleArn' | 'externalId'>;

/** `clientAs` makes the client of a writer; it is asked once for each. */
export function route53ValidationRecords(
  clientAs: (writer: Writer) => Route53Client,
): ValidationRecords {
  const clientOf = onceForEach((key: string) => clientAs(JSON.parse(key) as Writer));
  const route53 = ({ roleArn, externalId }: Writer): Route53Client =>
    clientOf(JSON.stringify({ roleArn, externalId }));
  return {
    upsert: (batch) =>
      translated('route53:ChangeResourceRecordSets', async () => {
        await route53(batch).send(new ChangeResourceRecordSetsCommand(toChange(batch)));
      }),
    nameOf: (zone) =>
      translated('route53:GetHostedZone', () => publicNameOf(route53(zone), zone.hostedZoneId)),
  };
}

async function publicNameOf(route53: Route53Client, hostedZoneId: string): Promise<string> {
  const { HostedZone: zone } = await route53.send(new GetHostedZoneCommand({ Id: hostedZoneId }));
  if (zone?.Name === undefined) throw new TypeError('GetHostedZone returned no name');
  const name = normalForm(zone.Name);
  if (zone.Config?.PrivateZone !== true) return name;
  throw new CertificateError(
    'REFUSED',
    `hosted zone ${hostedZoneId} ('${name}') is private, and ACM validates by public DNS only; pass the public zone of the domain`,
  );
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
