// `npm run nag`: what cdk-nag finds in the stacks of stacks.ts. Fails on a finding that nobody has acknowledged.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { RecordingChecks, type Finding } from './recording-checks';
import { addStacks } from './stacks';

function findings(): Finding[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'nag-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    addStacks(app);
    // cdk-nag looks when everything has its final value.
    for (const stack of app.synth().stacks) checkTemplate(stack);
    return new RecordingChecks(app).findingsIn(app);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What is acknowledged is for cdk-nag, and must not change a user's template. */
function checkTemplate({ stackName, template }: CloudFormationStackArtifact): void {
  if (!JSON.stringify(template).includes('AwsSolutions-')) return;
  throw new Error(`an acknowledgement is in the template of ${stackName}`);
}

/** Each rule with its reason, and below them the resources. */
function table(found: readonly Finding[]): string {
  const resources = new Map<string, string[]>();
  for (const { rule, resource, reason } of found) {
    const status = reason === undefined ? 'NOT ACKNOWLEDGED' : `acknowledged: ${reason}`;
    const heading = `${rule}\n  ${status}`;
    resources.set(heading, [...(resources.get(heading) ?? []), resource]);
  }
  return [...resources]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([heading, paths]) => [heading, ...paths.map((each) => `    ${each}`)].join('\n'))
    .join('\n\n');
}

const found = findings();
const open = found.filter(({ reason }) => reason === undefined).length;
console.log(
  `${table(found)}\n\n${found.length - open} acknowledged, ${open} to be cured or acknowledged`,
);
process.exitCode = open === 0 ? 0 : 1;
