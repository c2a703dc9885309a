// Route 53 behind the port `ValidationRecords`: the only file that imports its SDK.
import {
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type Change,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { normalForm } from '../contract/names';
import type { RecordBatch, ValidationRecord } from '../contract/state';
import type { HostedZone } from '../contract/zones';
import { isNamed, translate, translated } from './aws-errors';
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
      translated('route53:ChangeResourceRecordSets', () =>
        change(route53(batch), batch.hostedZoneId, batch.records.map(toUpsert)),
      ),
    remove: async (batch) => {
      try {
        return await removeRecord(route53(batch), batch);
      } catch (error) {
        // Then nothing in it answers anybody.
        if (isNamed(error, 'NoSuchHostedZone')) return 'GONE';
        throw error;
      }
    },
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

async function change(
  route53: Route53Client,
  hostedZoneId: string,
  changes: readonly Change[],
): Promise<void> {
  const Comment = 'Validation of an ACM certificate (cdk-dns-certificate)';
  const ChangeBatch = { Comment, Changes: [...changes] };
  await route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ChangeBatch }),
  );
}

function toUpsert({ name, value }: ValidationRecord): Change {
  const ResourceRecords = [{ Value: value }];
  return {
    Action: 'UPSERT',
    ResourceRecordSet: { Name: name, Type: 'CNAME', TTL: TTL_SECONDS, ResourceRecords },
  };
}

/** Route 53 deletes only what is described to the last detail, its TTL too: it is read first. */
async function removeRecord(
  route53: Route53Client,
  { hostedZoneId, records: [record] }: RecordBatch,
): Promise<'GONE' | 'ANOTHER'> {
  if (record === undefined) return 'GONE';
  const found = await findRecord(route53, hostedZoneId, record);
  if (found === undefined) return 'GONE';
  const [{ Value = '' } = {}] = found.ResourceRecords ?? [];
  if (normalForm(Value) !== normalForm(record.value)) return 'ANOTHER';
  try {
    await change(route53, hostedZoneId, [{ Action: 'DELETE', ResourceRecordSet: found }]);
  } catch (error) {
    const isRefused = isNamed(error, 'InvalidChangeBatch');
    // Somebody else was quicker; or the record is protected.
    if (isRefused && (await findRecord(route53, hostedZoneId, record)) === undefined) return 'GONE';
    throw translate('route53:ChangeResourceRecordSets', error);
  }
  return 'GONE';
}

async function findRecord(
  route53: Route53Client,
  hostedZoneId: string,
  { name }: ValidationRecord,
): Promise<ResourceRecordSet | undefined> {
  const start = { StartRecordName: name, StartRecordType: 'CNAME', MaxItems: 1 } as const;
  const { ResourceRecordSets = [] } = await translated('route53:ListResourceRecordSets', () =>
    route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ...start })),
  );
  return ResourceRecordSets.find(
    ({ Name = '', Type }) => Type === 'CNAME' && normalForm(Name) === normalForm(name),
  );
}
