// The scene by e-mail (bin/mail.ts): a mail arrives, is sent again, a person opens its link, and the deployment goes on. Then the
// class is changed, and the certificate stays.
import { setTimeout as sleep } from 'node:timers/promises';
import { ListCertificateDomainValidationsCommand } from '@aws-sdk/client-acm';
import { appOptions, DEPLOY_OPTIONS } from '../cloud/cdk';
import { REGION, type Cloud } from '../cloud/cloud';
import { defect } from '../cloud/problem';
import { mailsAt, mailTable, openLink, timesSent } from './mails';
import type { Stage } from './scenes';

const STACK = 'Mail';
const EVERY_MS = 500;

/** Mails come twice: at once, and 30 seconds later. */
const TIMES = 2;

export async function playEmail(stage: Stage): Promise<void> {
  const { narrator, cloud, run } = stage;
  const done = new AbortController();
  const person = approve(stage, done.signal);
  // A person whose deployment has failed waits for nothing.
  person.catch(() => undefined);
  try {
    await run(['deploy', STACK, ...DEPLOY_OPTIONS, ...appArgs(stage)]);
  } finally {
    done.abort();
  }
  await person;
  const before = await certificatesOf(stage);
  narrator.say('The class is changed to DnsCertificate under the same id, and deployed');
  await run(['deploy', STACK, ...DEPLOY_OPTIONS, ...appArgs(stage, { validation: 'DNS' })]);
  const after = await certificatesOf(stage);
  for (const { arn, status, method } of after) narrator.say(`${arn} ${status}, by ${method}`);
  await run(['destroy', STACK, '--force', ...appArgs(stage, { validation: 'DNS' })]);
  const sent = timesSent(await mailsAt(endpointOf(cloud)), nameOf(stage));
  check({ before, after, sent, left: await certificatesOf(stage) });
}

/** Waits until the mail has come again, and opens its link. */
async function approve(stage: Stage, end: AbortSignal): Promise<void> {
  const { cloud, narrator } = stage;
  const name = nameOf(stage);
  for (let told = 0; told < TIMES;) {
    if (end.aborted) throw defect('no mail came');
    const mails = await mailsAt(endpointOf(cloud));
    const times = timesSent(mails, name);
    if (times > told) {
      told = times;
      narrator.say(told === 1 ? 'Mails have come:' : 'Nobody has opened them, so they come again:');
      console.log(mailTable(mails));
    }
    await sleep(EVERY_MS);
  }
  const mail = (await mailsAt(endpointOf(cloud))).findLast((each) => each.domainName === name);
  if (mail === undefined) throw defect('no mail came');
  narrator.say(`A person opens the link in the mail to ${mail.to}: ${await openLink(mail)}`);
}

interface Found {
  readonly arn: string;
  readonly status: string;
  readonly method: string;
}

interface Shown {
  readonly before: readonly Found[];
  readonly after: readonly Found[];
  readonly left: readonly Found[];
  /** How often mails were sent. */
  readonly sent: number;
}

function check({ before, after, left, sent }: Shown): void {
  const [one, other] = [before[0], after[0]];
  const promises = {
    'there is one certificate': before.length === 1 && after.length === 1,
    'it was issued by e-mail': one?.status === 'ISSUED' && one.method === 'EMAIL',
    'it is validated by DNS now': other?.status === 'ISSUED' && other.method === 'DNS',
    'it is the same': one?.arn === other?.arn,
    'mails came twice': sent === TIMES,
    'nothing is left': left.length === 0,
  };
  const broken = Object.entries(promises).flatMap(([what, isKept]) => (isKept ? [] : [what]));
  if (broken.length === 0) return;
  throw defect(`scene 'email': not kept: ${broken.join('; ')}`);
}

async function certificatesOf(stage: Stage): Promise<Found[]> {
  const { emulator, acm } = stage.cloud;
  const found = emulator.certificates().filter((each) => each.domainName === nameOf(stage));
  return Promise.all(
    found.map(async ({ certificateArn, status }) => {
      const command = new ListCertificateDomainValidationsCommand({
        CertificateArn: certificateArn,
      });
      const { DomainValidationSummaryList = [] } = await acm(REGION).send(command);
      const [{ ActiveValidationConfiguration: active } = {}] = DomainValidationSummaryList;
      return { arn: certificateArn, status, method: active?.ValidationMethod ?? 'nothing' };
    }),
  );
}

function endpointOf({ environment }: Cloud): string {
  return environment['AWS_ENDPOINT_URL_ACM'] ?? '';
}

function nameOf({ zoneName }: Stage): string {
  return `mail.${zoneName}`;
}

function appArgs(
  { hostedZoneId, zoneName }: Stage,
  version: Readonly<Record<string, string>> = {},
): string[] {
  return appOptions('npx tsx bin/mail.ts', { hostedZoneId, zoneName, ...version });
}
