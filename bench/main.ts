// npm run bench -- NAME...: prepares what the benches need, and runs these, or all of them.
import { execSync } from 'node:child_process';
import path from 'node:path';
import { importBench } from './import';
import { APP, ROOT, showVersions } from './measure';
import { policiesBench } from './policies';
import { scaleBench } from './scale';
import { synthBench } from './synth';

const BENCHES = {
  import: importBench,
  policies: policiesBench,
  scale: scaleBench,
  synth: synthBench,
};

/** Compiles the app to where its relative import of the library finds the built one. */
const COMPILE = [
  `esbuild bench/app.ts --outfile=${path.relative(ROOT, APP)} --bundle --platform=node --log-level=warning`,
  '--packages=external --external:../lib/index.js --supported:dynamic-import=false',
].join(' ');

const PREPARATIONS = ['npm run --silent build', 'npm ci --silent --prefix bench', COMPILE];

function isBench(name: string): name is keyof typeof BENCHES {
  return Object.hasOwn(BENCHES, name);
}

async function main(names: readonly string[]): Promise<void> {
  const known = Object.keys(BENCHES);
  const unknown = names.find((name) => !isBench(name));
  if (unknown !== undefined)
    throw new Error(`no bench '${unknown}'; there are: ${known.join(', ')}`);
  for (const command of PREPARATIONS) {
    execSync(command, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  showVersions();
  for (const name of (names.length > 0 ? names : known).filter(isBench)) await BENCHES[name]();
}

void main(process.argv.slice(2));
