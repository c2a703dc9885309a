// `npm run examples -- NAME`: deploys an example to the local cloud by the real CDK CLI, looks at what it has made, and takes
// it down again. Its exit code is 0 only if all was as promised and no certificate is left.
import path from 'node:path';
import { ACCOUNT, REGION } from '../cloud/cloud';
import { Problem } from '../cloud/problem';
import { run } from '../cloud/processes';
import { Narrator } from '../demo/narrator';
import { runProgram, withCloud } from '../demo/program';
import { Watch } from '../demo/watch';
import { MIGRATIONS } from './catalogue';
import { playMigration } from './migration';
import { bootstrapFor, type Stage } from './stage';

/** A domain for which ACM would issue certificates; it refuses example.com. */
const ZONE_NAME = 'dns-certificate.dev';
const NAMES = Object.keys(MIGRATIONS);
const LAMBDA_MODULES = 'local/cloud/lambda-modules';
const ROOT = path.join(__dirname, '..', '..');

const narrator = new Narrator();
const progress = (text: string): void => {
  narrator.say(text);
};

async function play(name: string): Promise<void> {
  const migration = MIGRATIONS[name];
  if (migration === undefined)
    throw new Problem(`there is no example '${name}'`, `choose from ${NAMES.join(', ')}`);
  narrator.chapter(name);
  for (const folder of [LAMBDA_MODULES, ...(migration.packages ?? [])]) await install(folder);
  const lambdaModules = path.join(ROOT, LAMBDA_MODULES, 'node_modules');
  await withCloud({ lambdaModules, progress }, async (cloud) => {
    const watch = new Watch(cloud, (remark) => {
      narrator.tell(remark);
    });
    const stage: Stage = { cloud, narrator, watch };
    for (const region of migration.regions ?? [REGION]) {
      const app = { file: `${migration.folder}/after.ts`, context: { zoneName: ZONE_NAME } };
      await bootstrapFor(stage, app, { account: ACCOUNT, region });
    }
    await playMigration(stage, migration, ZONE_NAME);
  });
}

/** Packages that only an example needs, by the lockfile beside it. */
async function install(folder: string): Promise<void> {
  progress(`npm ci in ${folder}`);
  const { code, output } = await run('npm', ['ci', '--silent'], { cwd: path.join(ROOT, folder) });
  if (code !== 0) throw new Problem(`npm ci in ${folder} failed`, 'check the network', output);
}

void runProgram(narrator, async () => {
  const names = process.argv.slice(2);
  if (names.length === 0) throw new Problem('which example?', `choose from ${NAMES.join(', ')}`);
  for (const name of names) await play(name);
  narrator.say(`All as promised, in ${narrator.elapsed()}.`);
});
