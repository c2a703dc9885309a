// The scenes across accounts: the zone in one (bin/accounts.ts), the certificates in another, in two Regions. Every Lambda
// function runs as its role, and IAM is enforced.
import { DeleteCertificateCommand } from '@aws-sdk/client-acm';
import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { allowHttp } from '../cloud/bootstrap';
import { appOptions, cdk, DEPLOY_OPTIONS } from '../cloud/cdk';
import { rootOf } from '../cloud/clients';
import { ACCOUNT, DNS_ACCOUNT, REGION, type Cloud } from '../cloud/cloud';
import { defect, isDefect, Problem } from '../cloud/problem';
import { validationRecordsIn } from './records';
import type { Stage } from './scenes';

const ZONE_NAME = 'another-account.dev';
const EXTERNAL_ID = 'certificates';

export interface AccountsStage extends Stage {
  /** Of the zone in the other account. */
  readonly dnsZoneId: string;
}

/** Makes the zone, and deploys the role that may write into it. */
export async function prepareAccounts(stage: Stage): Promise<AccountsStage> {
  const { cloud, narrator } = stage;
  narrator.chapter(
    `Account ${DNS_ACCOUNT} owns ${ZONE_NAME}, and makes a role for its validation records`,
  );
  const { route53, s3 } = cloud.clientsOf(rootOf(DNS_ACCOUNT));
  const command = new CreateHostedZoneCommand({ Name: ZONE_NAME, CallerReference: 'demo' });
  const dnsZoneId = ((await route53.send(command)).HostedZone?.Id ?? '').replace(
    '/hostedzone/',
    '',
  );
  const there = { ...stage, dnsZoneId };
  const owner = { ...cloud, environment: environmentOf(cloud) };
  const target = { account: DNS_ACCOUNT, region: REGION };
  await cdk(
    owner,
    ['bootstrap', `aws://${DNS_ACCOUNT}/${REGION}`, ...appArgs(there)],
    () => undefined,
  );
  await allowHttp(s3, target);
  await cdk(owner, ['deploy', 'Dns', ...DEPLOY_OPTIONS, ...appArgs(there)], () => undefined);
  narrator.say('the role is deployed');
  return there;
}

/** The certificates are issued, and their records go with them. */
export async function playAccounts(stage: AccountsStage): Promise<void> {
  const { cloud, narrator, dnsZoneId } = stage;
  const records = (): Promise<string[]> =>
    validationRecordsIn(cloud.clientsOf(rootOf(DNS_ACCOUNT)), dnsZoneId);
  await stage.run(['deploy', 'Remote', ...DEPLOY_OPTIONS, ...appArgs(stage)]);
  const issued = remoteCertificates(cloud);
  for (const { certificateArn, status } of issued) narrator.say(`${certificateArn} ${status}`);
  narrator.say(`records in the zone of account ${DNS_ACCOUNT}: ${(await records()).join(', ')}`);
  const isPromised =
    issued.length === 2 &&
    issued.every(({ account, status }) => account === ACCOUNT && status === 'ISSUED') &&
    (await records()).length === 1;
  await stage.run(['destroy', 'Remote', '--force', ...appArgs(stage)]);
  const left = [
    ...remoteCertificates(cloud).map(({ certificateArn }) => certificateArn),
    ...(await records()),
  ];
  narrator.say(`left: ${left.join(', ') || 'nothing'}`);
  if (!isPromised) throw defect("scene 'accounts': not both certificates were issued");
  if (left.length > 0) throw defect(`scene 'accounts': ${left.join(', ')} is left`);
}

/** Who does not know the external id gets nothing, and is told which role refuses whom. */
export async function playWrongTrust(stage: AccountsStage): Promise<void> {
  const args = ['deploy', 'Remote', ...DEPLOY_OPTIONS, ...appArgs(stage, 'another')];
  const failure = await stage.run(args).then(
    () => defect("scene 'trust': the role was assumed"),
    (error: unknown) => error,
  );
  if (!(failure instanceof Problem) || isDefect(failure)) throw failure;
  await stage.run(['destroy', 'Remote', '--force', ...appArgs(stage)]);
  const [left] = remoteCertificates(stage.cloud);
  if (left === undefined) throw defect("scene 'trust': nothing was requested");
  const where =
    'MiniStack asks nobody to delete what a failed create has made, as CloudFormation does';
  stage.narrator.say(`${where}: ${left.certificateArn} is deleted by hand`);
  const command = new DeleteCertificateCommand({ CertificateArn: left.certificateArn });
  await stage.cloud.acm(left.region).send(command);
}

function remoteCertificates({ emulator }: Cloud) {
  return emulator.certificates().filter(({ domainName }) => domainName.endsWith(ZONE_NAME));
}

function environmentOf({ environment }: Cloud): Readonly<Record<string, string>> {
  return { ...environment, AWS_ACCESS_KEY_ID: rootOf(DNS_ACCOUNT).accessKeyId };
}

/** @param externalIdSaid what the certificates say; the right one by default */
function appArgs({ dnsZoneId }: AccountsStage, externalIdSaid = EXTERNAL_ID): string[] {
  return appOptions('npx tsx bin/accounts.ts', {
    dnsAccount: DNS_ACCOUNT,
    siteAccount: ACCOUNT,
    hostedZoneId: dnsZoneId,
    zoneName: ZONE_NAME,
    externalId: EXTERNAL_ID,
    externalIdSaid,
  });
}
