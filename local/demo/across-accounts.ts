// `npx tsx local/demo/across-accounts.ts`: a certificate in one account whose zone is in another, on the local cloud with
// IAM enforced. A session of a role in the certificate's account requests it, assumes the role of the zone with its
// external id and writes the record; ACM issues. It fails if anything is taken for another account's.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
  type CertificateDetail,
} from '@aws-sdk/client-acm';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { rootOf, type Clients, type Credentials } from '../cloud/clients';
import { ACCOUNT, REGION, startCloud, type Cloud } from '../cloud/cloud';
import { createRole } from '../cloud/iam';
import { Problem } from '../cloud/problem';

const ZONES = '111111111111';
const CERTIFICATES = '222222222222';
const ZONE_NAME = 'dns-certificate.dev';
const EXTERNAL_ID = 'of-the-zone';
const LONGEST_MS = 60_000;
const EVERY_MS = 500;

export async function issueAcrossAccounts(cloud: Cloud, tell: (text: string) => void) {
  const hostedZoneId = await createHostedZone(cloud);
  const roles = await createRoles(cloud, hostedZoneId);
  const deployment = await assume(cloud, rootOf(CERTIFICATES), { RoleArn: roles.deployment });
  const acm = cloud.acm(REGION, deployment);
  const request = new RequestCertificateCommand({ DomainName: ZONE_NAME, ValidationMethod: 'DNS' });
  const { CertificateArn = '' } = await acm.send(request);
  tell(`a session of ${roles.deployment} has requested ${CertificateArn}`);
  const seen = (isWanted: (detail: CertificateDetail) => boolean): Promise<CertificateDetail> =>
    within(async () => {
      const command = new DescribeCertificateCommand({ CertificateArn });
      const { Certificate } = await acm.send(command);
      return Certificate && isWanted(Certificate) ? Certificate : undefined;
    });
  const record = recordSet(await seen((detail) => recordSet(detail) !== undefined));
  const writeAs = (who: Credentials) => write(cloud.clientsOf(who), hostedZoneId, record);
  await requireRefused('to change the zone by itself', writeAs(deployment), tell);
  const role = { RoleArn: roles.validation };
  const without = assume(cloud, deployment, role);
  await requireRefused('the role of the zone without its external id', without, tell);
  await writeAs(await assume(cloud, deployment, { ...role, ExternalId: EXTERNAL_ID }));
  tell(`a session of ${roles.validation} has written ${record?.Name ?? ''}`);
  const { Status } = await seen(({ Status }) => Status === 'ISSUED');
  tell(`the certificate is ${Status ?? ''}`);
  await requireApart(cloud, deployment, CertificateArn);
  tell(`account ${CERTIFICATES} lists it, accounts ${ACCOUNT} and ${ZONES} do not`);
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
}

async function createHostedZone(cloud: Cloud): Promise<string> {
  const { route53 } = cloud.clientsOf(rootOf(ZONES));
  const command = new CreateHostedZoneCommand({ Name: ZONE_NAME, CallerReference: ZONE_NAME });
  return ((await route53.send(command)).HostedZone?.Id ?? '').replace('/hostedzone/', '');
}

/** The role that deploys, and the one of the zone, which trusts the account of the former. */
async function createRoles(cloud: Cloud, hostedZoneId: string) {
  const validation = await createRole(cloud, {
    ...{ account: ZONES, name: 'validation' },
    trust: {
      Principal: { AWS: `arn:aws:iam::${CERTIFICATES}:root` },
      Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } },
    },
    allowed: { 'route53:ChangeResourceRecordSets': `arn:aws:route53:::hostedzone/${hostedZoneId}` },
  });
  const deployment = await createRole(cloud, {
    ...{ account: CERTIFICATES, name: 'deployment' },
    trust: { Principal: { AWS: `arn:aws:iam::${CERTIFICATES}:root` } },
    allowed: { 'sts:AssumeRole': validation, 'route53:ChangeResourceRecordSets': '*' },
  });
  return { validation, deployment };
}

async function assume(
  cloud: Cloud,
  who: Credentials,
  role: { readonly RoleArn: string; readonly ExternalId?: string },
): Promise<Credentials> {
  const command = new AssumeRoleCommand({ RoleSessionName: 'across-accounts', ...role });
  const { Credentials } = await cloud.clientsOf(who).sts.send(command);
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return {
    ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}

function recordSet({ DomainValidationOptions }: CertificateDetail): ResourceRecordSet | undefined {
  const { Name, Type, Value } = DomainValidationOptions?.[0]?.ResourceRecord ?? {};
  return Value === undefined ? undefined : { Name, Type, TTL: 60, ResourceRecords: [{ Value }] };
}

function write(
  { route53 }: Clients,
  HostedZoneId: string,
  ResourceRecordSet: ResourceRecordSet | undefined,
): Promise<unknown> {
  const ChangeBatch = { Changes: [{ Action: 'UPSERT' as const, ResourceRecordSet }] };
  return route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch }));
}

/** AWS would say AccessDenied of a zone in another account; MiniStack knows none by that id in the caller's. */
const REFUSALS = ['AccessDenied', 'NoSuchHostedZone'];

async function requireRefused(
  what: string,
  act: Promise<unknown>,
  tell: (text: string) => void,
): Promise<void> {
  const error: unknown = await act.then(
    () => new Problem(`nobody refused ${what}`, ADVICE),
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof Error) || !REFUSALS.includes(error.name)) throw error;
  tell(`refused: ${what} (${error.name}: ${error.message})`);
}

const ADVICE = 'this is a defect; please report it';

async function requireApart(cloud: Cloud, who: Credentials, arn: string): Promise<void> {
  const isListed = async (credentials: Credentials): Promise<boolean> => {
    const list = new ListCertificatesCommand({});
    const { CertificateSummaryList = [] } = await cloud.acm(REGION, credentials).send(list);
    return CertificateSummaryList.some(({ CertificateArn }) => CertificateArn === arn);
  };
  if (!arn.includes(`:${CERTIFICATES}:`)) throw new Problem(`${arn} is elsewhere`, ADVICE);
  if (!(await isListed(who))) throw new Problem(`its own account does not list ${arn}`, ADVICE);
  for (const other of [ACCOUNT, ZONES]) {
    if (await isListed(rootOf(other))) throw new Problem(`${other} lists ${arn}`, ADVICE);
  }
}

async function within<T>(look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + LONGEST_MS;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(EVERY_MS);
  }
  throw new Problem(`nothing came of it within ${LONGEST_MS / 1000} s`, ADVICE);
}

async function main(): Promise<void> {
  const tell = (text: string): void => {
    console.log(text);
  };
  const cloud = await startCloud({ zoneAccounts: [ZONES], progress: tell });
  try {
    await issueAcrossAccounts(cloud, tell);
  } finally {
    await cloud.stop();
  }
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
