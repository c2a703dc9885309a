// Users keep snapshots of their templates: what they did not change must not change there, whoever synthesizes it, and wherever.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { RESOURCE_TYPE } from '../../contract/properties';
import { DOMAIN } from '../support/names';
import { ACCOUNT, certificateIn, newStack, REGION, zoneOf } from '../support/synth';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
type Resources = Readonly<Record<string, Resource>>;

const ROOT = path.join(__dirname, '../..');

function resourcesOf(build: (stack: Stack) => void): Resources {
  const stack = newStack();
  build(stack);
  return (Template.fromStack(stack).toJSON() as { readonly Resources: Resources }).Resources;
}

/** The logical ids of what is in both and differs, and of what is new. */
function changes(before: Resources, after: Resources): { changed: string[]; added: string[] } {
  const ids = Object.keys(after);
  const isSame = (id: string): boolean => JSON.stringify(before[id]) === JSON.stringify(after[id]);
  return {
    changed: ids.filter((id) => id in before && !isSame(id)),
    added: ids.filter((id) => !(id in before)),
  };
}

/** Where two values differ, as paths of keys. */
function differences(one: unknown, other: unknown, at = ''): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return [at];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const of = (object: object, key: string): unknown => (object as Record<string, unknown>)[key];
  return [...keys].flatMap((key) => differences(of(one, key), of(other, key), `${at}/${key}`));
}

test('Two syntheses are equal', () => {
  const build = (stack: Stack): void => void certificateIn(stack);
  expect(resourcesOf(build)).toEqual(resourcesOf(build));
});

test('Other constructs make no difference, whether they come before or after', () => {
  const topic = (stack: Stack): void => {
    new sns.Topic(stack, 'Topic');
  };
  const certificate = (stack: Stack): void =>
    void certificateIn(stack, { hostedZone: zoneOf(stack) });
  const before = resourcesOf((stack) => {
    topic(stack);
    certificate(stack);
  });
  const after = resourcesOf((stack) => {
    certificate(stack);
    topic(stack);
  });
  expect(before).toEqual(after);
});

test('The order of certificates makes no difference to any of them, nor to what they share', () => {
  const add = (stack: Stack, name: string): void =>
    void certificateIn(stack, { domainName: `${name}.${DOMAIN}` }, name);
  const built = (...names: string[]): Resources =>
    resourcesOf((stack) => {
      for (const name of names) add(stack, name);
    });
  expect(built('a', 'b', 'c')).toEqual(built('c', 'a', 'b'));
});

test('A second certificate changes nothing but what Step may do', () => {
  const one = resourcesOf((stack) => void certificateIn(stack));
  const two = resourcesOf((stack) => {
    certificateIn(stack);
    certificateIn(stack, { domainName: `www.${DOMAIN}` }, 'Second');
  });
  const { changed, added } = changes(one, two);
  expect(added.map((id) => two[id]?.Type)).toEqual([RESOURCE_TYPE]);
  expect(changed).toEqual([expect.stringContaining('StepRole')]);
  for (const where of differences(one[changed[0]!], two[changed[0]!])) {
    expect(where).toMatch(/\/PolicyDocument\/Statement\/\d+\/Condition\//);
  }
});

test('A name that is added changes its certificate and what Step may do, and nothing else', () => {
  const built = (...names: string[]): Resources =>
    resourcesOf((stack) => {
      const given = { hostedZone: zoneOf(stack) };
      certificateIn(stack, { ...given, subjectAlternativeNames: names }, 'One');
      certificateIn(stack, { ...given, domainName: `other.${DOMAIN}` }, 'Other');
    });
  const [before, after] = [built(), built(`www.${DOMAIN}`)];
  const { changed, added } = changes(before, after);
  expect(added).toEqual([]);
  expect(changed.toSorted()).toEqual([
    expect.stringContaining('StepRole'),
    expect.stringMatching(/^One/),
  ]);
  const own = changed.find((id) => id.startsWith('One'))!;
  expect(differences(before[own], after[own])).toEqual(['/Properties/SubjectAlternativeNames']);
});

test('Neither the folder of the app nor that of the package, nor the time, is in the template or in the names of assets', () => {
  const [here, there] = [synthesizedIn(ROOT), synthesizedIn(copyOfPackage())];
  expect(there).toBe(here);
  expect(here).not.toContain(ROOT);
  expect(here).not.toContain(tmpdir());
});

/** Another checkout, whose files are as old as may be. */
function copyOfPackage(): string {
  const copy = fs.mkdtempSync(path.join(tmpdir(), 'checkout-'));
  folders.push(copy);
  for (const folder of ['lib', 'contract', 'build/handlers']) {
    fs.cpSync(path.join(ROOT, folder), path.join(copy, folder), { recursive: true });
  }
  for (const handler of ['intake', 'step']) {
    fs.utimesSync(path.join(copy, 'build/handlers', handler, 'index.mjs'), 1, 1);
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** The template, by the package in `folder`, of an app that runs in a folder of its own. */
function synthesizedIn(folder: string): string {
  const cwd = fs.mkdtempSync(path.join(tmpdir(), 'app-'));
  folders.push(cwd);
  const app = path.join(folder, 'node_modules/aws-cdk-lib');
  const source = `
    const { App, Stack } = require(${JSON.stringify(app)});
    const { HostedZone } = require(${JSON.stringify(`${app}/aws-route53`)});
    const { DnsCertificate } = require(${JSON.stringify(path.join(folder, 'lib'))});
    const stack = new Stack(new App({ outdir: 'cdk.out' }), 'Stack', {
      env: { account: '${ACCOUNT}', region: '${REGION}' },
    });
    const hostedZone = HostedZone.fromHostedZoneId(stack, 'Zone', 'Z1');
    new DnsCertificate(stack, 'Certificate', { domainName: '${DOMAIN}', hostedZone });
    App.of(stack).synth();`;
  fs.writeFileSync(path.join(cwd, 'app.cjs'), source);
  const tsx = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  execFileSync(process.execPath, [tsx, 'app.cjs'], {
    cwd,
    env: { ...process.env, CDK_OUTDIR: '' },
  });
  return fs.readFileSync(path.join(cwd, 'cdk.out/Stack.template.json'), 'utf8');
}
