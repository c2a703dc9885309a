// `npm run demo`: a real `cdk deploy` of bin/app.ts to the local cloud, shown, verified and taken down again.
// Whatever happens, nothing that it started is left running; it succeeds only if all that it promises is so.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { GetCertificateCommand } from '@aws-sdk/client-acm';
import { CreateHostedZoneCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import pc from 'picocolors';
import { cdk } from './cdk';
import { ACCOUNT, REGION, startCloud, TIMINGS, type Cloud } from './cloud';
import { Narrator } from './narrator';
import { requireOpenSsl, verifyChain } from './openssl';
import { Problem } from './problem';
import { stopAll } from './processes';
import { certificateTable, count, eventLine, shortcomings, type Finding } from './report';
import { certificatesOf, watching } from './watch';

const USAGE = `usage: npm run demo -- [--keep] [--port N]

  --keep     leave everything running until Ctrl-C, and print how to point the AWS CLI and the CDK CLI at it
  --port N   where MiniStack listens on 127.0.0.1; a free port by default
`;

const ZONE_NAME = 'example.com';
const STACK = 'Site';
const narrator = new Narrator();

async function demo({ keep, port }: Options): Promise<void> {
  narrator.chapter('The local cloud');
  narrator.say(await requireOpenSsl());
  const progress = (text: string): void => {
    narrator.say(text);
  };
  const cloud = await startCloud({ ...(port !== undefined && { port }), progress });
  try {
    const hostedZoneId = await createHostedZone(cloud);
    narrator.say(
      `Route 53: the hosted zone ${ZONE_NAME} is ${hostedZoneId}, as if you owned the domain`,
    );
    const context = ['-c', `hostedZoneId=${hostedZoneId}`, '-c', `zoneName=${ZONE_NAME}`];
    await deploy(cloud, context);
    const wrong = shortcomings(await show(cloud));
    if (wrong.length > 0) throw new Problem(wrong.join('; '), 'this is a defect; please report it');
    if (keep) {
      await keepRunning(cloud, context);
      return;
    }
    await destroy(cloud, context);
    await showLeftovers(cloud, hostedZoneId);
  } finally {
    await cloud.stop();
  }
}

async function createHostedZone({ route53 }: Cloud): Promise<string> {
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({ Name: ZONE_NAME, CallerReference: 'demo' }),
  );
  return (HostedZone?.Id ?? '').replace('/hostedzone/', '');
}

async function deploy(cloud: Cloud, context: readonly string[]): Promise<void> {
  narrator.chapter('cdk bootstrap');
  await cdk(cloud, ['bootstrap', `aws://${ACCOUNT}/${REGION}`, ...context], () => undefined);
  narrator.say('done');
  narrator.chapter('cdk deploy');
  const args = ['deploy', STACK, '--require-approval', 'never', '--progress', 'events', ...context];
  await withEvents(cloud, args);
}

async function destroy(cloud: Cloud, context: readonly string[]): Promise<void> {
  narrator.chapter(
    'cdk destroy: a certificate is deleted when its user has let go, and not before',
  );
  narrator.say(
    `ACM names a user for ${TIMINGS.inUseLag} s after it has let go; the delete waits for that`,
  );
  await withEvents(cloud, ['destroy', STACK, '--force', ...context]);
}

/** Runs the CDK CLI, telling of CloudFormation's events and of the certificates as they happen. */
async function withEvents(cloud: Cloud, args: readonly string[]): Promise<void> {
  const tell = (line: string): void => {
    narrator.say(pc.cyan(line));
  };
  await watching(cloud, tell, () =>
    cdk(cloud, args, (line) => {
      const event = eventLine(line);
      if (event !== undefined) narrator.quote(event);
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
    const finding = { region, detail, ...(await verifyChain(cloud.folder, pem)) };
    console.log(certificateTable(finding));
    findings.push(finding);
  }
  return findings;
}

async function keepRunning({ environment }: Cloud, context: readonly string[]): Promise<void> {
  narrator.chapter('Everything runs until you press Ctrl-C. In another terminal:');
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${value}`);
  console.log(`${exports.join('\n')}\n`);
  console.log('aws acm list-certificates');
  console.log('aws acm list-certificates --region us-east-1');
  console.log(`npx cdk diff ${context.join(' ')}`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

async function showLeftovers(cloud: Cloud, hostedZoneId: string): Promise<void> {
  narrator.chapter('What is left');
  const { ResourceRecordSets = [] } = await cloud.route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId }),
  );
  const records = ResourceRecordSets.filter(({ Type }) => Type === 'CNAME');
  const certificates = cloud.emulator.certificates();
  narrator.say(`certificates: ${certificates.length === 0 ? 'none' : certificates.length}`);
  narrator.say(
    `validation records: ${records.length}, kept for other certificates with these names`,
  );
  if (certificates.length === 0) return;
  const arns = certificates.map(({ certificateArn }) => certificateArn).join(', ');
  throw new Problem(
    `${count(certificates.length, 'certificate')} leaked: ${arns}`,
    'please report it',
  );
}

interface Options {
  readonly keep: boolean;
  readonly port?: number;
}

function options(args: string[]): Options | 'help' {
  const { keep, port, help } = parse(args);
  if (help) return 'help';
  if (port === undefined) return { keep };
  const number = Number(port);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return { keep, port: number };
  throw new Problem(`--port is '${port}'`, 'give a whole number from 1 to 65535');
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        keep: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new Problem(error instanceof Error ? error.message : String(error), USAGE);
  }
}

async function main(args: string[]): Promise<void> {
  const chosen = options(args);
  if (chosen === 'help') {
    console.log(USAGE);
    return;
  }
  const interruption = { happened: false };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      interruption.happened = true;
      void stopAll();
    });
  }
  try {
    await demo(chosen);
  } catch (error) {
    if (!interruption.happened) throw error;
    process.exitCode = 130;
  }
  if (interruption.happened) narrator.say('interrupted: everything is stopped and cleaned up');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = 1;
  if (!(error instanceof Problem)) {
    console.error(error);
    return;
  }
  if (error.output !== '') console.error(`\n${pc.dim(error.output)}`);
  console.error(`\n${pc.red(error.message)}\n${error.advice}`);
});
