// `npm run nag`: what cdk-nag and CDK's own check of templates find in the stacks of stacks.ts. Fails on a finding of
// cdk-nag that nobody has acknowledged, and on any of CDK's.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { RecordingChecks, type Finding } from './recording-checks';
import { addStacks } from './stacks';

interface Findings {
  readonly ofNag: readonly Finding[];
  /** What CDK would warn every user of. */
  readonly ofCdk: readonly string[];
}

function findings(): Findings {
  const outdir = mkdtempSync(path.join(tmpdir(), 'nag-'));
  try {
    const app = new App({ outdir, analyticsReporting: false });
    Validations.of(app).addPlugins(new CloudFormationValidatePlugin());
    addStacks(app);
    // cdk-nag looks when everything has its final value.
    for (const stack of app.synth().stacks) checkTemplate(stack);
    return { ofNag: new RecordingChecks(app).findingsIn(app), ofCdk: findingsOfCdk(outdir) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly violatingConstructs: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}

/** Of the report that CDK leaves in the cloud assembly. */
function findingsOfCdk(outdir: string): string[] {
  const text = readFileSync(path.join(outdir, 'validation-report.json'), 'utf8');
  const { pluginReports } = JSON.parse(text) as Report;
  return pluginReports
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, description, violatingConstructs }) =>
      violatingConstructs.map(
        ({ constructPath = '' }) => `${ruleName}: ${description}\n    ${constructPath}`,
      ),
    );
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

const { ofNag: found, ofCdk } = findings();
const open = found.filter(({ reason }) => reason === undefined).length;
console.log(
  `${table(found)}\n\n${found.length - open} acknowledged, ${open} to be cured or acknowledged`,
);
console.log(
  ofCdk.length === 0 ? "CDK's own check finds nothing" : `CDK's own check:\n${ofCdk.join('\n')}`,
);
process.exitCode = open + ofCdk.length === 0 ? 0 : 1;
