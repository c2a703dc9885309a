// Two accounts on one emulator: the certificate in one, its zone in the other.
import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import {
  ChangeResourceRecordSetsCommand,
  DeleteHostedZoneCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import type { ChangeAction } from '@aws-sdk/client-route-53';
import { newEmulator } from './support';
import type { Who } from './support';
import { DOMAIN } from '../support/names';

const ZONES = '111111111111';
const CERTIFICATES = '222222222222';
const ROLE = `arn:aws:iam::${CERTIFICATES}:role/deployment`;

/** A pending certificate of CERTIFICATES, and a way to write its record into any zone as anybody. */
async function newAccounts() {
  const emulated = newEmulator();
  const { acmIn, request, describe, clock, route53Of } = emulated;
  const acm = acmIn('eu-west-1', CERTIFICATES);
  const certificateArn = await request({ DomainName: `www.${DOMAIN}` }, acm);
  clock.advance(60);
  const { DomainValidationOptions } = await describe(certificateArn, acm);
  const { Name, Value } = DomainValidationOptions![0]!.ResourceRecord!;
  const change = (who: Who, HostedZoneId: string, Action: ChangeAction = 'CREATE') => {
    const ResourceRecordSet = { Name, Type: 'CNAME' as const, TTL: 60 };
    const Changes = [
      { Action, ResourceRecordSet: { ...ResourceRecordSet, ResourceRecords: [{ Value }] } },
    ];
    const command = new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } });
    return route53Of(who).send(command);
  };
  const statusLater = async () => {
    clock.advance(60);
    return (await describe(certificateArn, acm)).Status;
  };
  return { ...emulated, certificateArn, change, statusLater };
}

test('a certificate is validated in a zone of another account', async () => {
  const { emulator, change, statusLater } = await newAccounts();
  await change(ZONES, emulator.createHostedZone(DOMAIN, { account: ZONES }));
  expect(await statusLater()).toBe('ISSUED');
});

test('a record in a private zone of another account validates nothing', async () => {
  const { emulator, change, statusLater } = await newAccounts();
  const zone = emulator.createHostedZone(DOMAIN, { account: ZONES, privateZone: true });
  await change(ZONES, zone);
  expect(await statusLater()).toBe('PENDING_VALIDATION');
});

test("a more specific zone of another account hides the record in the certificate's own account", async () => {
  const { emulator, change, statusLater } = await newAccounts();
  const own = emulator.createHostedZone(DOMAIN, { account: CERTIFICATES });
  emulator.createHostedZone(`www.${DOMAIN}`, { account: ZONES });
  await change(CERTIFICATES, own);
  expect(await statusLater()).toBe('PENDING_VALIDATION');
});

test('of two zones with one name the first one counts, whosever they are', async () => {
  const { emulator, change, statusLater } = await newAccounts();
  const first = emulator.createHostedZone(DOMAIN, { account: ZONES });
  const own = emulator.createHostedZone(DOMAIN, { account: CERTIFICATES });
  await change(CERTIFICATES, own);
  expect(await statusLater()).toBe('PENDING_VALIDATION');
  await change(ZONES, first);
  expect(await statusLater()).toBe('ISSUED');
});

test('the second of two zones with one name counts once the first was deleted', async () => {
  const { emulator, change, statusLater, route53Of } = await newAccounts();
  const Id = emulator.createHostedZone(DOMAIN, { account: ZONES });
  await change(CERTIFICATES, emulator.createHostedZone(DOMAIN, { account: CERTIFICATES }));
  expect(await statusLater()).toBe('PENDING_VALIDATION');
  await route53Of(ZONES).send(new DeleteHostedZoneCommand({ Id }));
  expect(await statusLater()).toBe('ISSUED');
});

test('nobody reads or changes a zone of another account, by its number or by a role', async () => {
  const { emulator, change, assume, route53Of } = await newAccounts();
  const Id = emulator.createHostedZone(DOMAIN, { account: ZONES });
  const { credentials } = await assume(ROLE);
  const callers: [Who, string][] = [
    [CERTIFICATES, `arn:aws:iam::${CERTIFICATES}:root`],
    [credentials, `arn:aws:sts::${CERTIFICATES}:assumed-role/deployment/test`],
  ];
  for (const [who, arn] of callers) {
    const route53 = route53Of(who);
    const refusals = [
      () => change(who, Id),
      () => route53.send(new GetHostedZoneCommand({ Id })),
      () => route53.send(new ListResourceRecordSetsCommand({ HostedZoneId: Id })),
      () => route53.send(new DeleteHostedZoneCommand({ Id })),
    ];
    for (const refusal of refusals) {
      await expect(refusal()).rejects.toMatchObject({
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
        message: `User: ${arn} is not authorized to access this resource`,
      });
    }
  }
  expect(emulator.records(Id)).toEqual([]);
});

test("a session of a role in the zone's account may change the zone", async () => {
  const { emulator, change, assume, statusLater } = await newAccounts();
  const zone = emulator.createHostedZone(DOMAIN, { account: ZONES });
  const { credentials } = await assume(`arn:aws:iam::${ZONES}:role/validation`, CERTIFICATES);
  await change(credentials, zone);
  expect(await statusLater()).toBe('ISSUED');
});

test('lists show what belongs to the account of the role, and nothing else', async () => {
  const { emulator, acmIn, assume, certificateArn, route53Of } = await newAccounts();
  const theirs = emulator.createHostedZone(DOMAIN, { account: ZONES });
  const own = emulator.createHostedZone(DOMAIN, { account: CERTIFICATES });
  const seen = async (account: string) => {
    const { credentials } = await assume(`arn:aws:iam::${account}:role/reader`);
    const acm = acmIn('eu-west-1', credentials);
    const { CertificateSummaryList } = await acm.send(new ListCertificatesCommand({}));
    const route53 = route53Of(credentials);
    const zones = await route53.send(new ListHostedZonesCommand({}));
    const named = await route53.send(new ListHostedZonesByNameCommand({}));
    return {
      certificates: CertificateSummaryList!.map(({ CertificateArn }) => CertificateArn),
      zones: zones.HostedZones!.map(({ Id }) => Id),
      named: named.HostedZones!.map(({ Id }) => Id),
    };
  };
  const id = (zone: string) => `/hostedzone/${zone}`;
  expect(await seen(CERTIFICATES)).toEqual({
    certificates: [certificateArn],
    zones: [id(own)],
    named: [id(own)],
  });
  expect(await seen(ZONES)).toEqual({
    certificates: [],
    zones: [id(theirs)],
    named: [id(theirs)],
  });
});
