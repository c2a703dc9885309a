// An example that is one app: deployed, looked at, and destroyed by the real CDK CLI.
import { rootOf } from '../cloud/clients';
import { DEPLOY_OPTIONS } from '../cloud/cdk';
import { ACCOUNT, REGION } from '../cloud/cloud';
import { defect } from '../cloud/problem';
import { count } from '../demo/text';
import { certificatesOf } from '../demo/watch';
import { bootstrapFor, createZone, requireNothingLeft, runCdk, type Stage } from './stage';

/** Stacks that are deployed together, by whoever is at home in the account. */
export interface Step {
  readonly stack: string;
  readonly account: string;
}

export interface Application {
  /** The folder with app.ts in it. */
  readonly folder: string;
  /** In the order of deployment; all certificates are in the last. */
  readonly steps: readonly Step[];
  /** Makes what the app expects to be there; the context that names it. */
  readonly prepare?: (stage: Stage, zoneName: string) => Promise<Readonly<Record<string, string>>>;
}

export async function playApplication(
  stage: Stage,
  { folder, steps, prepare = withZone }: Application,
  zoneName: string,
): Promise<void> {
  const { narrator } = stage;
  const app = {
    file: `${folder}/app.ts`,
    context: { zoneName, ...(await prepare(stage, zoneName)) },
  };
  for (const { account } of steps)
    await bootstrapFor(inAccount(stage, account), app, { account, region: REGION });
  for (const { stack, account } of steps) {
    narrator.chapter(`cdk deploy ${stack}`);
    await runCdk(inAccount(stage, account), app, [
      'deploy',
      stack,
      '--exclusively',
      ...DEPLOY_OPTIONS,
    ]);
  }
  await requireIssued(stage);
  for (const { stack, account } of [...steps].reverse()) {
    narrator.chapter(`cdk destroy ${stack}`);
    await runCdk(inAccount(stage, account), app, ['destroy', stack, '--exclusively', '--force']);
  }
  requireNothingLeft(stage);
}

async function withZone(stage: Stage, zoneName: string): Promise<Record<string, string>> {
  await createZone(stage, zoneName);
  return {};
}

function inAccount(stage: Stage, account: string): Stage {
  if (account === ACCOUNT) return stage;
  const { environment } = stage.cloud;
  const owner = { ...environment, AWS_ACCESS_KEY_ID: rootOf(account).accessKeyId };
  const s3 = stage.cloud.clientsOf(rootOf(account)).s3;
  return { ...stage, cloud: { ...stage.cloud, environment: owner, s3 } };
}

async function requireIssued({ cloud, narrator }: Stage): Promise<void> {
  narrator.chapter('What there is now');
  const found = await certificatesOf(cloud);
  for (const { detail } of found) {
    const { CertificateArn = '', Status = '', SubjectAlternativeNames = [], InUseBy = [] } = detail;
    narrator.say(`${CertificateArn} is ${Status}`);
    narrator.say(`  for ${SubjectAlternativeNames.join(', ')}`);
    for (const user of InUseBy) narrator.say(`  used by ${user}`);
  }
  if (found.length === 1 && found[0]?.detail.Status === 'ISSUED') return;
  throw defect(`there are ${count(found.length, 'certificate')}, not one that is issued`);
}
