// `npm run demo`: a real `cdk deploy` of bin/app.ts to the local cloud, shown, verified and taken down again.
// Nothing that it started is left running, unless it is ended by SIGKILL; its exit code is 0 only if both
// certificates were as promised and none is left.
import { GetCertificateCommand } from '@aws-sdk/client-acm';
import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { bootstrap } from '../cloud/bootstrap';
import { cdk, contextOptions, DEPLOY_OPTIONS } from '../cloud/cdk';
import { ACCOUNT, DNS_ACCOUNT, REGION, TIMINGS, type Cloud } from '../cloud/cloud';
import { colours } from './colours';
import { eventTeller } from './events';
import { interrupted, type Interruption } from './interruption';
import { Narrator } from './narrator';
import { requireOpenSsl, verifyChain } from './openssl';
import { optionsOf, USAGE, type Options } from './options';
import { defect } from '../cloud/problem';
import { runProgram, withCloud } from './program';
import { certificateTable, shortcomings, type Finding } from './report';
import { count, screenWidth } from './text';
import { validationRecordsIn } from './records';
import { playScenes } from './scenes';
import { SCENES } from './scene-report';
import type { Remark } from './voices';
import { certificatesOf, Watch } from './watch';

/** A domain for which ACM would issue certificates; it refuses example.com. */
const ZONE_NAME = 'dns-certificate.dev';
const STACK = 'Site';
const narrator = new Narrator();
const tell = (remark: Remark): void => {
  narrator.tell(remark);
};

async function demo(options: Options, interruption: Interruption): Promise<void> {
  narrator.chapter('The local cloud');
  narrator.say(await requireOpenSsl());
  const progress = (text: string): void => {
    narrator.say(text);
  };
  const { port } = options;
  const zoneAccounts = [DNS_ACCOUNT];
  await withCloud({ ...(port !== undefined && { port }), zoneAccounts, progress }, (cloud) =>
    story(cloud, options, interruption),
  );
}

async function story(cloud: Cloud, options: Options, interruption: Interruption): Promise<void> {
  const { keep, scenes } = options;
  const hostedZoneId = await createHostedZone(cloud);
  const context = contextOptions({ hostedZoneId, zoneName: ZONE_NAME });
  const scene = { cloud, context, watch: new Watch(cloud, tell) };
  narrator.chapter('cdk bootstrap');
  await bootstrap(cloud, { account: ACCOUNT, region: REGION }, context);
  narrator.say('done');
  if (scenes === undefined) await firstAct(scene);
  if (keep) {
    await keepRunning(scene, interruption);
    return;
  }
  if (scenes === undefined) await destroy(scene);
  const run = (args: readonly string[]): Promise<void> => withEvents(scene, args);
  const stage = { cloud, narrator, hostedZoneId, zoneName: ZONE_NAME, run };
  await playScenes(stage, scenes ?? SCENES);
  await showLeftovers(cloud, hostedZoneId);
  narrator.say(`All as promised, in ${narrator.elapsed()}.`, colours.green);
}

async function createHostedZone({ route53 }: Cloud): Promise<string> {
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({ Name: ZONE_NAME, CallerReference: 'demo' }),
  );
  const id = (HostedZone?.Id ?? '').replace('/hostedzone/', '');
  narrator.say(`Route 53 has the hosted zone ${ZONE_NAME} (${id}), as if you owned the domain`);
  return id;
}

interface Scene {
  readonly cloud: Cloud;
  /** What tells the example app which hosted zone to use. */
  readonly context: readonly string[];
  readonly watch: Watch;
}

/** Two certificates are there, and used. */
async function firstAct(scene: Scene): Promise<void> {
  await deploy(scene);
  const wrong = shortcomings(await show(scene.cloud));
  if (wrong.length > 0) throw defect(wrong.join('; '));
}

async function deploy(scene: Scene): Promise<void> {
  const { context } = scene;
  narrator.chapter(`cdk deploy ${STACK}`);
  narrator.say(
    'CloudFormation asks for certificates. Step, a Lambda function, looks, decides and acts in each ' +
      'tick, until it can send the response.',
  );
  await withEvents(scene, ['deploy', STACK, ...DEPLOY_OPTIONS, ...context]);
}

async function destroy(scene: Scene): Promise<void> {
  narrator.chapter(`cdk destroy ${STACK}`);
  narrator.say('A certificate is deleted when its last user has let go, and not before.');
  narrator.say(
    `ACM names a user for ${TIMINGS.inUseLagSeconds} s longer than it is one; on AWS, for minutes.`,
  );
  await withEvents(scene, ['destroy', STACK, '--force', ...scene.context]);
}

/** Runs the CDK CLI, telling of CloudFormation's events and of the certificates as they happen. */
async function withEvents({ cloud, watch }: Scene, args: readonly string[]): Promise<void> {
  const eventIn = eventTeller();
  await watch.during(() =>
    cdk(cloud, args, (line) => {
      const event = eventIn(line);
      if (event !== undefined) narrator.tell(event);
    }),
  );
}

/** A table for each certificate, its chain verified. */
async function show(cloud: Cloud): Promise<readonly Finding[]> {
  narrator.chapter('What there is now');
  const findings: Finding[] = [];
  for (const { region, detail } of await certificatesOf(cloud)) {
    const command = new GetCertificateCommand({ CertificateArn: detail.CertificateArn });
    const { Certificate = '', CertificateChain = '' } = await cloud.acm(region).send(command);
    const root = await cloud.emulator.rootCertificate();
    const pem = { certificate: Certificate, chain: CertificateChain, root };
    const { verified, output } = await verifyChain(cloud.folder, pem);
    const finding = { region, detail, verified };
    console.log(certificateTable(finding, screenWidth(process.stdout.columns)));
    if (!verified) narrator.say(output, colours.dim);
    findings.push(finding);
  }
  return findings;
}

async function keepRunning(
  { cloud: { environment }, context }: Scene,
  interruption: Interruption,
): Promise<void> {
  narrator.chapter('Everything runs until you press Ctrl-C. In another terminal, in this folder:');
  // The AWS CLI prefers a profile to the keys, and would send the session token of a real account with them.
  console.log('unset AWS_PROFILE AWS_SESSION_TOKEN');
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}=${value}`);
  console.log('\naws acm list-certificates');
  console.log('aws acm list-certificates --region us-east-1');
  // A diff by change set would show every resource as replaced: MiniStack's change sets say so.
  console.log(`npx cdk diff --method=template ${context.join(' ')}`);
  console.log(`npx cdk destroy ${context.join(' ')}`);
  console.log(`npx cdk deploy --require-approval never ${context.join(' ')}`);
  await interrupted(interruption);
}

async function showLeftovers(cloud: Cloud, hostedZoneId: string): Promise<void> {
  narrator.chapter('What is left');
  const records = await validationRecordsIn(cloud, hostedZoneId);
  const certificates = cloud.emulator.certificates();
  narrator.say(`certificates: ${certificates.length === 0 ? 'none' : certificates.length}`);
  narrator.say(
    `validation records: ${records.length}, kept for other certificates with these names`,
  );
  if (certificates.length === 0) return;
  const arns = certificates.map(({ certificateArn }) => certificateArn).join(', ');
  throw defect(`${count(certificates.length, 'certificate')} leaked: ${arns}`);
}

void runProgram(narrator, async (interruption) => {
  const options = optionsOf(process.argv.slice(2), process.env);
  if (options === 'help') console.log(USAGE);
  else await demo(options, interruption);
});
