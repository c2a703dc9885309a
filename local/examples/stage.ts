// Where an example is played: the local cloud, a hosted zone, and the CDK CLI in a folder of the run.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { bootstrap, type Target } from '../cloud/bootstrap';
import { appOptions, cdk } from '../cloud/cdk';
import { rootOf } from '../cloud/clients';
import { ACCOUNT, type Cloud } from '../cloud/cloud';
import { defect } from '../cloud/problem';
import { eventTeller } from '../demo/events';
import type { Narrator } from '../demo/narrator';
import type { Watch } from '../demo/watch';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');

export interface Stage {
  readonly cloud: Cloud;
  readonly narrator: Narrator;
  readonly watch: Watch;
}

/** An app of an example, and what it is told. */
export interface ExampleApp {
  /** Of its file, in the folder of the examples. */
  readonly file: string;
  readonly context: Readonly<Record<string, string>>;
}

/** @returns the id of a new public zone */
export async function createZone({ cloud }: Stage, name: string, owner = ACCOUNT): Promise<string> {
  const command = new CreateHostedZoneCommand({ Name: name, CallerReference: `${owner}-${name}` });
  const { HostedZone } = await cloud.clientsOf(rootOf(owner)).route53.send(command);
  return (HostedZone?.Id ?? '').replace('/hostedzone/', '');
}

/** Runs the CDK CLI on an example, telling what happens meanwhile. */
export async function runCdk(
  stage: Stage,
  app: ExampleApp,
  args: readonly string[],
): Promise<void> {
  const eventIn = eventTeller();
  await stage.watch.during(() =>
    cdkOn(stage.cloud, [...args, ...appArgs(stage.cloud, app)], (line) => {
      const event = eventIn(line);
      if (event !== undefined) stage.narrator.tell(event);
    }),
  );
}

/** In a folder of the run, so that what the CLI looks up in the local cloud is not remembered. */
export async function cdkOn(
  cloud: Cloud,
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  await cdk({ ...cloud, cwd: appFolder(cloud) }, args, onLine);
}

function appFolder({ folder }: Cloud): string {
  const cwd = path.join(folder, 'app');
  mkdirSync(cwd, { recursive: true });
  return cwd;
}

export async function bootstrapFor(
  { cloud }: Stage,
  app: ExampleApp,
  target: Target,
): Promise<void> {
  await bootstrap({ ...cloud, cwd: appFolder(cloud) }, target, appArgs(cloud, app));
}

/** Paths from the folder of the run: the CLI splits the command at spaces, which a path to this repository may have. */
export function appArgs(cloud: Cloud, { file, context }: ExampleApp): string[] {
  const examples = path.relative(appFolder(cloud), EXAMPLES);
  return appOptions(`npx tsx --tsconfig ${examples}/tsconfig.json ${examples}/${file}`, context);
}

export function requireNothingLeft({ cloud, narrator }: Stage): void {
  const left = cloud.emulator.certificates().map(({ certificateArn }) => certificateArn);
  if (left.length > 0) throw defect(`left: ${left.join(', ')}`);
  narrator.say('no certificate is left');
}
