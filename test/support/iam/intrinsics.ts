// CloudFormation's intrinsic functions, as far as templates of this library have them in policies.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html

/** What references stand for: `AWS::Region`, `LogicalId` for Ref, `LogicalId.Attribute` for Fn::GetAtt, an export's name. */
export type Values = Readonly<Record<string, unknown>>;

type Intrinsic = (argument: unknown, values: Values) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, values) => lookUp(textOf(name), values),
  'Fn::GetAtt': (path, values) =>
    lookUp(Array.isArray(path) ? path.map(textOf).join('.') : textOf(path), values),
  'Fn::ImportValue': (name, values) => lookUp(textOf(resolveIntrinsics(name, values)), values),
  'Fn::Join': join,
  'Fn::Sub': substitute,
  'Fn::Split': split,
  'Fn::Select': select,
};

/** @throws Error for a reference without a value, or a function that is not known here */
export function resolveIntrinsics(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveIntrinsics(item, values));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name = '', argument] = entries[0] ?? [];
  if (name === 'Ref' || name.startsWith('Fn::')) {
    const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
    if (intrinsic === undefined) throw new Error(`unknown intrinsic function '${name}'`);
    return intrinsic(argument, values);
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, resolveIntrinsics(item, values)]));
}

function join(argument: unknown, values: Values): string {
  const [separator, parts] = pairOf(argument);
  const resolved = resolveIntrinsics(parts, values);
  if (!Array.isArray(resolved)) throw new Error('Fn::Join of something that is not a list');
  return resolved.map(textOf).join(textOf(separator));
}

function split(argument: unknown, values: Values): string[] {
  const [separator, text] = pairOf(argument);
  return textOf(resolveIntrinsics(text, values)).split(textOf(separator));
}

function select(argument: unknown, values: Values): unknown {
  const [index, list] = pairOf(argument);
  const resolved = resolveIntrinsics(list, values);
  const found: unknown = Array.isArray(resolved) ? resolved[Number(index)] : undefined;
  if (found === undefined) throw new Error(`Fn::Select finds nothing at ${String(index)}`);
  return found;
}

/** `${!name}` stays, as `${name}`. */
function substitute(argument: unknown, values: Values): string {
  const [template, own] = pairOf(Array.isArray(argument) ? argument : [argument, {}]);
  const known = { ...values, ...(resolveIntrinsics(own, values) as Values) };
  return textOf(template).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) =>
    literal === '!' ? `\${${name}}` : textOf(lookUp(name.trim(), known)),
  );
}

function lookUp(name: string, values: Values): unknown {
  if (!Object.hasOwn(values, name)) throw new Error(`no value for the reference '${name}'`);
  return values[name];
}

function pairOf(argument: unknown): [unknown, unknown] {
  if (Array.isArray(argument) && argument.length === 2) return [argument[0], argument[1]];
  throw new Error(`not a pair: ${JSON.stringify(argument)}`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Error(`not a string: ${JSON.stringify(value)}`);
}
