// A migration, live: the app is deployed as it was before, then as it is after, by the real CDK CLI, and meanwhile what it
// serves is looked at, again and again.
import { contextOptions, DEPLOY_OPTIONS } from '../cloud/cdk';
import { ACCOUNT, REGION } from '../cloud/cloud';
import { defect } from '../cloud/problem';
import { colours } from '../demo/colours';
import { withShortArns } from '../demo/text';
import { look, looksDuring } from './looks';
import { certificatesServed, promisesOf, type Look } from './promises';
import {
  appArgs,
  bootstrapFor,
  cdkOn,
  createZone,
  requireNothingLeft,
  runCdk,
  type ExampleApp,
  type Stage,
} from './stage';

/** Every example has the certificate's user in it, before and after. */
const SITE = 'Site';

export interface Migration {
  /** With before.ts and after.ts in it. */
  readonly folder: string;
  /** The stack that is not needed any more afterwards, if there is one. */
  readonly lastStack?: string;
  /** Context of a deployment before the one from which the migration begins. */
  readonly first?: Readonly<Record<string, string>>;
  /** Where the CDK CLI is bootstrapped; the stack's own Region by default. */
  readonly regions?: readonly string[];
}

export async function playMigration(
  stage: Stage,
  migration: Migration,
  zoneName: string,
): Promise<void> {
  const { narrator, cloud } = stage;
  const { folder, lastStack, regions = [REGION] } = migration;
  const hostedZoneId = await createZone(stage, zoneName);
  const context = { zoneName };
  const before = { file: `${folder}/before.ts`, context };
  const after = { file: `${folder}/after.ts`, context };
  for (const region of regions) await bootstrapFor(stage, after, { account: ACCOUNT, region });
  for (const more of [...(migration.first === undefined ? [] : [migration.first]), {}]) {
    narrator.chapter(['Before: cdk deploy', ...contextOptions(more)].join(' '));
    const app = { ...before, context: { ...context, ...more } };
    await runCdk(stage, app, ['deploy', '--all', ...DEPLOY_OPTIONS]);
    const { records } = await look(cloud, hostedZoneId);
    narrator.say(`validation records: ${records.join(', ') || 'none'}`);
  }
  narrator.chapter(`cdk diff ${SITE}`);
  await showDifference(stage, after);
  narrator.chapter('After: cdk deploy');
  const looks = await looksDuring(
    async () => {
      await runCdk(stage, after, ['deploy', SITE, ...DEPLOY_OPTIONS]);
      if (lastStack === undefined) return;
      narrator.chapter(`cdk destroy ${lastStack}`);
      await runCdk(stage, before, ['destroy', lastStack, '--exclusively', '--force']);
    },
    () => look(cloud, hostedZoneId),
  );
  report(stage, looks);
  narrator.chapter('cdk destroy');
  await runCdk(stage, after, ['destroy', SITE, '--force']);
  requireNothingLeft(stage);
}

/** The lines that name a resource. */
async function showDifference({ cloud, narrator }: Stage, after: ExampleApp): Promise<void> {
  // By change set MiniStack would show every resource as replaced.
  await cdkOn(cloud, ['diff', SITE, '--method=template', ...appArgs(cloud, after)], (line) => {
    if (/^\[[-+~]\] (?:AWS|Custom)::/.test(line)) narrator.tell({ speaker: 'CDK', text: line });
  });
}

function report({ narrator }: Stage, looks: readonly Look[]): void {
  narrator.chapter('What was seen');
  const began = looks[0]?.at ?? 0;
  for (const arn of certificatesServed(looks)) {
    const first = looks.find(({ served }) => served.some(({ certificate }) => certificate === arn));
    const seconds = Math.round(((first?.at ?? began) - began) / 1000);
    narrator.say(`after ${seconds} s: ${withShortArns(arn)} is served`);
  }
  narrator.say(`looked ${looks.length} times`);
  const promises = Object.entries(promisesOf(looks));
  for (const [promise, isKept] of promises)
    narrator.say(`${isKept ? 'yes' : 'NO '}  ${promise}`, isKept ? colours.green : colours.red);
  const broken = promises.filter(([, isKept]) => !isKept).map(([promise]) => promise);
  if (broken.length > 0) throw defect(`not so: ${broken.join('; ')}`);
}
