// `npm run examples -- NAME`: deploys an example to the local cloud by the real CDK CLI, looks at what it has made, and takes it
// down again. Its exit code is 0 only if all was as promised and no certificate is left.
import path from 'node:path';
import { DNS_ACCOUNT } from '../cloud/cloud';
import { Problem } from '../cloud/problem';
import { run } from '../cloud/processes';
import { Narrator } from '../demo/narrator';
import { runProgram, withCloud } from '../demo/program';
import { Watch } from '../demo/watch';
import { EXAMPLES, type Example } from './catalogue';

const ROOT = path.join(__dirname, '..', '..');
const LAMBDA_MODULES = path.join(ROOT, 'local', 'cloud', 'lambda-modules', 'node_modules');

const narrator = new Narrator();
const progress = (text: string): void => {
  narrator.say(text);
};

async function play({ packages = [], play: playIn }: Example): Promise<void> {
  for (const folder of packages) await install(folder);
  await withCloud(
    { lambdaModules: LAMBDA_MODULES, zoneAccounts: [DNS_ACCOUNT], progress },
    async (cloud) => {
      const watch = new Watch(cloud, (remark) => {
        narrator.tell(remark);
      });
      await playIn({ cloud, narrator, watch });
    },
  );
}

/** Packages that only some examples need, by the lockfile in the folder. */
async function install(folder: string): Promise<void> {
  const cwd = path.join(ROOT, folder);
  if ((await run('npm', ['ls'], { cwd })).code === 0) return;
  progress(`npm ci in ${folder}`);
  const { code, output } = await run('npm', ['ci'], { cwd });
  if (code !== 0) throw new Problem(`npm ci in ${folder} failed`, 'check the network', output);
}

void runProgram(narrator, async () => {
  const [name = '', ...more] = process.argv.slice(2);
  const example = EXAMPLES.get(name);
  if (example === undefined || more.length > 0)
    throw new Problem('give the name of one example', [...EXAMPLES.keys()].join('\n'));
  narrator.chapter(`Example ${name}`);
  await play(example);
  narrator.say(`All as promised, in ${narrator.elapsed()}.`);
});
