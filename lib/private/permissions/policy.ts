// One policy document that grows with the certificates of a stack, for as long as there is room in it. Its statements
// are complete whenever somebody looks, so that aspects and reports see them with their values.
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import {
  methodStatement,
  requestStatement,
  resendStatement,
  tagStatement,
  type CertificateKind,
} from './acm';
import {
  ANY_RECORD,
  readRecordsStatement,
  validationRecordsStatement,
  zoneNameStatement,
} from './route53';
import { assumeRolesStatement } from './assumed-roles';
import { readParametersStatement, writeParametersStatement } from './pem';
import type { Ruler } from './size';

/** Requests for certificates of one kind. */
export interface RequestNeeds {
  readonly kind: CertificateKind;
  /** For these names. */
  readonly names?: readonly string[];
  /** For names that match these patterns. */
  readonly namePatterns?: readonly string[];
}

/** What certificates need. All of it is known before any resource exists. */
export interface Needs {
  readonly regions?: readonly string[];
  readonly requests?: readonly RequestNeeds[];
  /** Sending the mails of own certificates again. */
  readonly sendsMails?: boolean;
  /** Changing own certificates from e-mail to DNS. */
  readonly changesMethod?: boolean;
  /** Validation records that match `recordPatterns` in these zones. */
  readonly zones?: readonly string[];
  readonly recordPatterns?: readonly string[];
  /** Validation records of any name in these zones. */
  readonly zonesOfAnyName?: readonly string[];
  /** The same, and their removal. */
  readonly zonesToClear?: readonly string[];
  /** Asking for the names of these zones. */
  readonly zonesToName?: readonly string[];
  /** Assuming these roles. */
  readonly roles?: readonly string[];
  /** Writing these parameters. */
  readonly parameters?: readonly string[];
}

export interface GrowingPolicyProps {
  readonly ruler: Ruler;
  /** The most characters that the document may have. */
  readonly characters: number;
  /** Statements that are in it from the beginning. */
  readonly statements?: readonly iam.PolicyStatement[];
}

export class GrowingPolicy {
  readonly document: iam.PolicyDocument;
  private needs: Needs = {};
  private readonly growing = new Map<string, iam.PolicyStatement>();

  constructor(
    private readonly scope: IConstruct,
    private readonly props: GrowingPolicyProps,
  ) {
    this.document = new iam.PolicyDocument({ statements: [...(props.statements ?? [])] });
  }

  /** Allows what is needed and returns true; changes nothing and returns false if there is no room for it. */
  allow(needs: Needs, characters = this.props.characters): boolean {
    const { ruler, statements = [] } = this.props;
    const all = union(this.needs, needs);
    const wanted = statementsFor(this.scope, all);
    if (ruler.document([...statements, ...wanted.values()]) > characters) return false;
    this.needs = all;
    for (const [name, statement] of wanted) this.put(name, statement);
    return true;
  }

  /** How many characters it has. */
  get characters(): number {
    const { ruler, statements = [] } = this.props;
    return ruler.document([...statements, ...this.growing.values()]);
  }

  private put(name: string, wanted: iam.PolicyStatement): void {
    const present = this.growing.get(name);
    if (present === undefined) {
      this.growing.set(name, wanted);
      this.document.addStatements(wanted);
      return;
    }
    present.addResources(...wanted.resources.filter((arn) => !present.resources.includes(arn)));
    for (const [operator, values] of Object.entries(wanted.conditions as Conditions)) {
      present.addCondition(operator, values);
    }
  }
}

type Conditions = Readonly<Record<string, Record<string, unknown>>>;

function union(a: Needs, b: Needs): Needs {
  const both = (
    member: Exclude<keyof Needs, 'requests' | 'sendsMails' | 'changesMethod'>,
  ): string[] => merged(a[member], b[member]);
  return {
    regions: both('regions'),
    requests: unionOfRequests([...(a.requests ?? []), ...(b.requests ?? [])]),
    sendsMails: a.sendsMails === true || b.sendsMails === true,
    changesMethod: a.changesMethod === true || b.changesMethod === true,
    zones: both('zones'),
    recordPatterns: both('recordPatterns'),
    zonesOfAnyName: both('zonesOfAnyName'),
    zonesToClear: both('zonesToClear'),
    zonesToName: both('zonesToName'),
    roles: both('roles'),
    parameters: both('parameters'),
  };
}

function merged(a: readonly string[] = [], b: readonly string[] = []): string[] {
  return [...new Set([...a, ...b])].sort();
}

/** One for each kind: names of one kind are not allowed as another. */
function unionOfRequests(all: readonly RequestNeeds[]): readonly RequestNeeds[] {
  const byKind = new Map<string, RequestNeeds>();
  for (const each of all) {
    const { names, namePatterns, kind } = byKind.get(keyOf(each)) ?? each;
    byKind.set(keyOf(each), {
      kind,
      names: merged(names, each.names),
      namePatterns: merged(namePatterns, each.namePatterns),
    });
  }
  return [...byKind.values()];
}

function keyOf({ kind: { method, keyAlgorithm, isExportable } }: RequestNeeds): string {
  return `${method} ${keyAlgorithm} ${isExportable}`;
}

const UPSERT = ['UPSERT'] as const;

/** What must be allowed with one another stands in one statement: IAM judges a call by each statement alone. */
export function statementsFor(scope: IConstruct, needs: Needs): Map<string, iam.PolicyStatement> {
  const { regions = [], requests = [] } = needs;
  const { zones = [], recordPatterns = [], zonesOfAnyName = [], zonesToClear = [] } = needs;
  const { zonesToName = [], roles = [] } = needs;
  const stack = Stack.of(scope);
  const statements = new Map<string, iam.PolicyStatement>();
  if (regions.length > 0) statements.set('tags', tagStatement(stack, regions));
  for (const each of requests) {
    const { kind, names = [], namePatterns = [] } = each;
    const common = { kind, regions };
    if (names.length > 0) {
      const allowed = { ...common, names, areNamesPatterns: false };
      statements.set(`names ${keyOf(each)}`, requestStatement(stack, allowed));
    }
    if (namePatterns.length > 0) {
      const allowed = { ...common, names: namePatterns, areNamesPatterns: true };
      statements.set(`name patterns ${keyOf(each)}`, requestStatement(stack, allowed));
    }
  }
  if (needs.sendsMails === true) statements.set('mails', resendStatement(stack));
  if (needs.changesMethod === true) statements.set('method', methodStatement(stack));
  if (zones.length > 0) {
    const named = { hostedZoneIds: zones, patterns: recordPatterns, actions: UPSERT };
    statements.set('records', validationRecordsStatement(scope, named));
  }
  if (zonesOfAnyName.length > 0) {
    const any = { hostedZoneIds: zonesOfAnyName, patterns: [ANY_RECORD], actions: UPSERT };
    statements.set('any record', validationRecordsStatement(scope, any));
  }
  if (zonesToClear.length > 0) {
    const actions = ['UPSERT', 'DELETE'] as const;
    const any = { hostedZoneIds: zonesToClear, patterns: [ANY_RECORD], actions };
    statements.set('removal', validationRecordsStatement(scope, any));
    statements.set('reading', readRecordsStatement(scope, zonesToClear));
  }
  if (zonesToName.length > 0) statements.set('zones', zoneNameStatement(scope, zonesToName));
  if (roles.length > 0) statements.set('roles', assumeRolesStatement(roles));
  return new Map([...statements, ...parametersStatements(stack, needs)]);
}

function parametersStatements(
  stack: Stack,
  { parameters = [] }: Needs,
): readonly [string, iam.PolicyStatement][] {
  if (parameters.length === 0) return [];
  return [
    ['parameters', writeParametersStatement(stack, parameters)],
    ['reading of parameters', readParametersStatement(parameters)],
  ];
}
