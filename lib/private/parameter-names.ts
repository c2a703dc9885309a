// How the parameters of a PEM are called, and what IAM calls them.
import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { problemWithParameterName, type PemParameterNames } from '../../contract/pem';
import type { PemParametersOptions } from '../pem-parameters';
import { outermost } from './outermost';
import { isKnownEarly } from './permissions/known-early';
import { problemAt } from './problem-at';

/** @throws Error for a name that Parameter Store refuses, that is known too late for rights, or that is given twice */
export function parameterNames(
  scope: Construct,
  { certificateParameterName, chainParameterName }: PemParametersOptions,
): PemParameterNames {
  // The name of a nested stack is not known while synthesizing.
  const folder = `/cdk-dns-certificate/${outermost(Stack.of(scope)).stackName}/${folderOf(scope)}`;
  const certificate = certificateParameterName ?? `${folder}/certificate`;
  const chain = chainParameterName ?? `${folder}/chain`;
  check(scope, 'certificateParameterName', certificate);
  check(scope, 'chainParameterName', chain);
  if (certificate === chain) {
    throw problemAt(scope, `both parameters of its PEM are called '${chain}'; name them apart`);
  }
  return { certificate, chain };
}

/** As IAM calls them. Of a token it is not known whether it begins with a slash, which an ARN has once. */
export function parameterArns(
  scope: Construct,
  { certificate, chain }: PemParameterNames,
): readonly string[] {
  const stack = Stack.of(scope);
  const arn = (path: string): string => stack.formatArn({ service: 'ssm', resource: path });
  return [certificate, chain].flatMap((name) => {
    if (name.startsWith('/')) return [arn(`parameter${name}`)];
    const bare = arn(`parameter/${name}`);
    return Token.isUnresolved(name) ? [arn(`parameter${name}`), bare] : [bare];
  });
}

/** The same in every synthesis, and no other construct's; what no parameter may be called is replaced. */
function folderOf({ node }: Construct): string {
  return `${node.id.replace(/[^a-zA-Z0-9_.-]/g, '-')}-${node.addr.slice(-8)}`;
}

function check(scope: Construct, property: keyof PemParametersOptions, name: string): void {
  if (!isKnownEarly(scope, name)) {
    const cure = 'use a text, or a parameter of the stack';
    throw problemAt(scope, `${property} comes from a resource of the stack; ${cure}`);
  }
  const problem = Token.isUnresolved(name) ? undefined : problemWithParameterName(name);
  if (problem !== undefined) throw problemAt(scope, `${property} '${name}' ${problem}`);
}
