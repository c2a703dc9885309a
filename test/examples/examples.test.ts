// Every example synthesizes, without a warning, and has what its README says.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(__dirname, '..', '..');
const EXAMPLES = path.join(ROOT, 'examples');
const TSX = path.join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');

const CERTIFICATE = 'Custom::AcmCertificate';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const DISTRIBUTION = 'AWS::CloudFront::Distribution';
const NATIVE = 'AWS::CertificateManager::Certificate';

/** Each app, and how many resources of which types there must be in all of its stacks. */
const APPS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'alb/app.ts': { [CERTIFICATE]: 1, [LISTENER]: 1 },
  'cloudfront/app.ts': { [CERTIFICATE]: 1, [DISTRIBUTION]: 1 },
  'api-gateway/app.ts': { [CERTIFICATE]: 1, 'AWS::ApiGateway::DomainName': 1 },
  'several-zones/app.ts': { [CERTIFICATE]: 1 },
  'other-account/app.ts': { [CERTIFICATE]: 1 },
  'sub-zone/app.ts': {
    [CERTIFICATE]: 1,
    'AWS::Route53::HostedZone': 1,
    'AWS::Route53::RecordSet': 1,
  },
  'migrate/from-dns-validated-certificate/before.ts': {
    [CERTIFICATE]: 0,
    'AWS::CloudFormation::CustomResource': 1,
    [LISTENER]: 1,
  },
  'migrate/from-dns-validated-certificate/after.ts': { [CERTIFICATE]: 1, [LISTENER]: 1 },
  'migrate/from-certificate/before.ts': { [CERTIFICATE]: 0, [NATIVE]: 1, [LISTENER]: 1 },
  'migrate/from-certificate/after.ts': { [CERTIFICATE]: 1, [NATIVE]: 0, [LISTENER]: 1 },
  'migrate/from-certificate-in-us-east-1/before.ts': { [NATIVE]: 1, [DISTRIBUTION]: 1 },
  'migrate/from-certificate-in-us-east-1/after.ts': {
    [CERTIFICATE]: 1,
    [NATIVE]: 0,
    [DISTRIBUTION]: 1,
  },
  'migrate/from-trautonen/after.ts': { [CERTIFICATE]: 1, [LISTENER]: 1 },
};
/** It needs a package that only `npm run examples` installs. */
const NOT_HERE = ['migrate/from-trautonen/before.ts'];

const out = mkdtempSync(path.join(tmpdir(), 'examples-'));
let printed = '';

beforeAll(async () => {
  const tsconfig = path.join(EXAMPLES, 'tsconfig.json');
  const script = path.join(__dirname, 'synthesize.ts');
  const args = [TSX, '--tsconfig', tsconfig, script, out, ...Object.keys(APPS)];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });
  printed = stdout + stderr;
}, 120_000);

afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

test('every app that is in a folder of the examples is synthesized here', () => {
  const found = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(?:^|\/)(?:app|before|after)\.ts$/.test(file) && !file.includes('node_modules'),
  );
  expect(found.sort()).toEqual([...Object.keys(APPS), ...NOT_HERE].sort());
});

test('nothing is printed but that the deprecated class is deprecated', () => {
  const lines = printed.split('\n').filter((line) => line !== '');
  expect(lines.join('\n')).toMatch(/^\[WARNING\] \S+\.DnsValidatedCertificate is deprecated\./);
  expect(lines.filter((line) => line.startsWith('['))).toHaveLength(1);
});

test.each(Object.entries(APPS))('%s has what it is an example of', (file, expected) => {
  const types = stacksOf(file).flatMap(({ Resources }) =>
    Object.values(Resources).map(({ Type }) => Type),
  );
  const counts = Object.keys(expected).map((type) => [
    type,
    types.filter((each) => each === type).length,
  ]);
  expect(Object.fromEntries(counts)).toEqual(expected);
});

test.each(Object.keys(APPS))('%s gives its user no warning and no error', (file) => {
  expect(messagesOf(file)).toEqual([]);
});

test('the certificate of a zone that is made in the stack is requested when the zone is delegated, not before', () => {
  const [stack] = stacksOf('sub-zone/app.ts');
  const resources = Object.entries(stack!.Resources);
  const idOf = (type: string): string => resources.find(([, { Type }]) => Type === type)![0];
  expect(stack!.Resources[idOf(CERTIFICATE)]!.DependsOn).toContain(idOf('AWS::Route53::RecordSet'));
});

test.each(['dns-validated-certificate', 'certificate'])(
  'a migration from-%s keeps no resource under a logical id with another type',
  (from) => {
    const [before] = stacksOf(`migrate/from-${from}/before.ts`);
    const [after] = stacksOf(`migrate/from-${from}/after.ts`);
    const changed = Object.entries(after!.Resources).filter(([id, { Type }]) => {
      const old = before!.Resources[id];
      return old !== undefined && old.Type !== Type;
    });
    expect(changed).toEqual([]);
  },
);

test('the README lists every example', () => {
  const readme = readFileSync(path.join(EXAMPLES, 'README.md'), 'utf8');
  const folders = Object.keys(APPS).map((file) => path.dirname(file));
  const unlisted = [...folders, 'python'].filter((folder) => !readme.includes(`](${folder}`));
  expect(unlisted).toEqual([]);
});

test('the example in Python takes the versions that the package takes', () => {
  const root = path.dirname(EXAMPLES);
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { peerDependencies } = JSON.parse(manifest) as Record<string, Record<string, string>>;
  const wanted = Object.entries(peerDependencies ?? {}).map(([name, range]) => {
    const floor = range.replace('^', '');
    return `${name}>=${floor},<${Number.parseInt(floor) + 1}`;
  });
  const requirements = readFileSync(path.join(EXAMPLES, 'python/requirements.txt'), 'utf8');
  expect(requirements.trim().split('\n')).toEqual([...wanted, 'cdk-dns-certificate']);
});

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly DependsOn?: string[] }>;
}

interface Manifest {
  readonly artifacts: Record<
    string,
    { readonly metadata?: Record<string, { readonly type: string; readonly data?: unknown }[]> }
  >;
}

function read(file: string, name: string): unknown {
  return JSON.parse(readFileSync(path.join(out, file, name), 'utf8'));
}

function stacksOf(file: string): Template[] {
  return readdirSync(path.join(out, file))
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => read(file, name) as Template);
}

/** What the CDK CLI would print of annotations. */
function messagesOf(file: string): unknown[] {
  const { artifacts } = read(file, 'manifest.json') as Manifest;
  return Object.values(artifacts)
    .flatMap(({ metadata = {} }) => Object.values(metadata).flat())
    .filter(({ type }) => ['aws:cdk:warning', 'aws:cdk:error'].includes(type))
    .map(({ data }) => data);
}
