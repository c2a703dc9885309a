// Roles of the local cloud, made through IAM's Query protocol: two calls, for which a client is not worth a dependency.
// @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
import { rootOf } from './clients';
import type { Cloud } from './cloud';
import { defect } from './problem';

export interface RoleOptions {
  readonly account: string;
  readonly name: string;
  /** The Principal and, if there is one, the Condition of its trust policy. */
  readonly trust: Readonly<Record<string, unknown>>;
  /** What it may do: an action, and on what. */
  readonly allowed: Readonly<Record<string, string>>;
}

type Endpoint = Pick<Cloud, 'environment'>;

/** @returns the ARN of the role */
export async function createRole(cloud: Endpoint, options: RoleOptions): Promise<string> {
  const { account, name, trust, allowed } = options;
  const role = { RoleName: name };
  await call(cloud, account, {
    ...role,
    Action: 'CreateRole',
    AssumeRolePolicyDocument: policy([{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }]),
  });
  const statements = Object.entries(allowed).map(([Action, Resource]) => ({
    Effect: 'Allow',
    Action,
    Resource,
  }));
  const PolicyDocument = policy(statements);
  await call(cloud, account, {
    ...role,
    Action: 'PutRolePolicy',
    PolicyName: name,
    PolicyDocument,
  });
  return `arn:aws:iam::${account}:role/${name}`;
}

function policy(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** As the root user of the account, whose signature MiniStack does not check. */
async function call(
  { environment }: Endpoint,
  account: string,
  form: Readonly<Record<string, string>>,
): Promise<void> {
  const scope = `${rootOf(account).accessKeyId}/20260101/us-east-1/iam/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const response = await fetch(environment['AWS_ENDPOINT_URL'] ?? '', {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ Version: '2010-05-08', ...form }),
  });
  if (response.ok) return;
  const what = `IAM refused ${form['Action'] ?? ''} with status ${response.status}`;
  throw defect(what, await response.text());
}
