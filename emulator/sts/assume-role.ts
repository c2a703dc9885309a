// AssumeRole: begins a session of a role and hands out its temporary credentials.
// @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
import { ServiceError } from '../errors';
import { denial } from '../http/caller';
import type { Caller } from '../http/caller';
import { ROLE_ARN } from './roles';
import type { Roles } from './roles';
import type { Sessions } from './sessions';

const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** An hour by default; from 15 minutes to 12 hours. */
const DURATION_SECONDS = { usual: 3600, shortest: 900, longest: 43_200 };

interface Call {
  readonly sessions: Sessions;
  readonly roles: Roles;
  readonly caller: Caller;
}

/** A session policy or a tag that nobody looks at would be taken for one that holds. */
const KNOWN = ['Action', 'Version', 'RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId'];

export function assumeRole(input: URLSearchParams, { sessions, roles, caller }: Call): object {
  const strange = [...input.keys()].find((member) => !KNOWN.includes(member));
  if (strange !== undefined) throw invalid(`${strange} is beyond what the emulator knows`);
  const roleArn = checked(input, 'RoleArn', ROLE_ARN);
  const sessionName = checked(input, 'RoleSessionName', SESSION_NAME);
  const durationSeconds = durationOf(input, caller);
  if (!roles.mayAssume(roleArn, caller, input.get('ExternalId') ?? undefined)) {
    // The sentence: https://github.com/aws/aws-cli/issues/7216
    const action = `perform: sts:AssumeRole on resource: ${roleArn}`;
    throw denial('sts', `User: ${caller.arn} is not authorized to ${action}`);
  }
  const session = sessions.begin({ roleArn, sessionName, durationSeconds });
  const { accessKeyId, sessionToken, arn, expiresAt } = session;
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: `secret of ${accessKeyId}`,
      SessionToken: sessionToken,
      Expiration: new Date(expiresAt).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: `AROA${accessKeyId.slice(4)}:${sessionName}`, Arn: arn },
  };
}

function checked(input: URLSearchParams, member: string, pattern: RegExp): string {
  const value = input.get(member) ?? '';
  if (pattern.test(value)) return value;
  throw invalid(`Value '${value}' at '${member}' failed to satisfy constraint: ${pattern.source}`);
}

function durationOf(input: URLSearchParams, { roleArn }: Caller): number {
  const given = input.get('DurationSeconds');
  const seconds = given === null ? DURATION_SECONDS.usual : Number(given);
  if (!(seconds >= DURATION_SECONDS.shortest && seconds <= DURATION_SECONDS.longest)) {
    throw invalid(`Value '${given ?? ''}' at 'durationSeconds' is out of its range`);
  }
  if (roleArn !== undefined && seconds > DURATION_SECONDS.usual) throw new ServiceError(...CHAINED);
  return seconds;
}

/** A session may assume another role for an hour at most. The sentence: https://github.com/aws/eks-anywhere/pull/9485 */
const CHAINED = [
  'ValidationError',
  'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
] as const;

function invalid(problem: string): ServiceError {
  return new ServiceError('ValidationError', `1 validation error detected: ${problem}`);
}
