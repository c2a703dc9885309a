// How much a stack of many certificates holds: resources, template, and policies of IAM without the trust policies, as
// they stand in the template: references count as they are written.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP, millisecondsOf, show } from './measure';
import { ALL, SOLUTIONS, type Solution } from './solutions';

const COUNTS = [1, 10, 100, 300];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;
const MOST_TEMPLATE_BYTES = 1_000_000;

interface Resource {
  readonly Type: string;
  readonly Properties: {
    /** Of a role: its inline policies. */
    readonly Policies?: readonly { readonly PolicyDocument: object }[];
    readonly ManagedPolicyArns?: readonly unknown[];
    /** Of a policy, inline or managed: the document, and whose it is. */
    readonly PolicyDocument?: object;
    readonly Roles?: readonly { readonly Ref: string }[];
  };
}

type Resources = Readonly<Record<string, Resource>>;

interface RolePolicies {
  readonly inlineBytes: number;
  readonly managedBytes: number;
  readonly managed: number;
}

/** Every policy of the solutions belongs to exactly one role. */
function policiesOf(id: string, role: Resource, resources: Resources): RolePolicies {
  const attached = Object.values(resources).filter(({ Properties: { Roles = [] } }) =>
    Roles.some(({ Ref }) => Ref === id),
  );
  const ofType = (type: string): readonly Resource[] =>
    attached.filter(({ Type }) => Type === `AWS::IAM::${type}`);
  const managed = ofType('ManagedPolicy');
  const { Policies = [], ManagedPolicyArns = [] } = role.Properties;
  const inline = [...Policies, ...ofType('Policy').map(({ Properties }) => Properties)];
  return {
    inlineBytes: bytesOf(inline),
    managedBytes: bytesOf(managed.map(({ Properties }) => Properties)),
    managed: managed.length + ManagedPolicyArns.length,
  };
}

function bytesOf(policies: readonly { readonly PolicyDocument?: object }[]): number {
  return policies.reduce(
    (sum, { PolicyDocument }) => sum + Buffer.byteLength(JSON.stringify(PolicyDocument)),
    0,
  );
}

function templateOf(solution: Solution, certificates: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  try {
    millisecondsOf([APP, solution, String(certificates), folder]);
    return readFileSync(path.join(folder, 'Stack.template.json'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowOf(solution: Solution, certificates: number): string[] {
  const template = templateOf(solution, certificates);
  const { Resources: resources } = JSON.parse(template) as { Resources: Resources };
  const roles = Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([id, role]) => policiesOf(id, role, resources));
  const most = (member: keyof RolePolicies): number =>
    Math.max(0, ...roles.map((role) => role[member]));
  const number = Object.keys(resources).length;
  const bytes = Buffer.byteLength(template);
  const figures = [
    number,
    bytes,
    roles.reduce((sum, { inlineBytes, managedBytes }) => sum + inlineBytes + managedBytes, 0),
    most('inlineBytes'),
    most('managed'),
  ];
  return [
    String(certificates),
    SOLUTIONS[solution],
    ...figures.map((figure) => figure.toLocaleString('en')),
    number <= MOST_RESOURCES && bytes <= MOST_TEMPLATE_BYTES ? '' : 'refused',
  ];
}

export function policiesBench(): void {
  const head = [
    'certificates',
    'solution',
    'resources',
    'template\nbytes',
    'all policies\nbytes',
    'largest role\ninline bytes',
    'managed policies\nof a role, at most',
    `more than ${MOST_RESOURCES}\nresources or 1 MB`,
  ];
  const rows = COUNTS.flatMap((count) => ALL.map((solution) => rowOf(solution, count)));
  show('policies: what is in a stack', head, rows);
}
