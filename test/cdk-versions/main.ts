// `npm run test:cdk-versions`: the package as it would be published, beside each of several versions of aws-cdk-lib. Prints
// which consumer can be given a certificate on which version, and fails if one cannot.
// `-- --versions floor,2.250.0,2` tries these: any range that npm knows, or `floor`, the oldest that the package takes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packed } from './package';
import { tried, type Trial } from './trial';

/**
 * The oldest, with the oldest constructs; both sides of 2.235.0, from where on aws-cdk-lib reads the ARN from a certificate's
 * `certificateRef`, and of 2.264.0, where the ARN got another name there; the newest.
 */
const VERSIONS = 'floor,2.234.1,2.235.0,2.236.0,2.263.0,2.264.0,2';

const WIDEST_TITLE = 51;

function table(trials: readonly Trial[]): string {
  const titles = [...new Set(trials.flatMap(({ outcomes }) => Object.keys(outcomes)))];
  const rows = [
    ['', ...trials.map(({ version }) => version)],
    ['---', ...trials.map(() => '---')],
    ['constructs', ...trials.map(({ constructs }) => constructs)],
    ...titles.map((title) => [title, ...trials.map((trial) => cell(trial, title))]),
  ];
  return rows.map(line).join('\n');
}

function line([title = '', ...cells]: readonly string[]): string {
  return `| ${[title.padEnd(WIDEST_TITLE), ...cells.map((each) => each.padEnd(8))].join(' | ')} |`;
}

function cell({ outcomes }: Trial, title: string): string {
  return outcomes[title] === 'yes' ? 'yes' : 'no';
}

function reasons({ version, outcomes }: Trial): string[] {
  return Object.entries(outcomes)
    .filter(([, outcome]) => outcome !== 'yes')
    .map(([title, outcome]) => `aws-cdk-lib ${version}, ${title}: ${outcome}`);
}

async function main(folder: string): Promise<void> {
  const { values } = parseArgs({ options: { versions: { type: 'string', default: VERSIONS } } });
  const tarball = packed(folder);
  const trials: Trial[] = [];
  for (const wanted of values.versions.split(',')) {
    trials.push(await tried({ wanted, tarball, folder: path.join(folder, String(trials.length)) }));
  }
  const wrong = trials.flatMap(reasons);
  console.log([table(trials), ...wrong].join('\n\n'));
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

const folder = mkdtempSync(path.join(tmpdir(), 'cdk-versions-'));
void main(folder).finally(() => {
  rmSync(folder, { recursive: true, force: true });
});
