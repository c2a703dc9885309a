// AssumeRole: begins a session of a role and hands out its temporary credentials.
// @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
import { ServiceError } from '../errors';
import type { Sessions } from './sessions';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** An hour by default; from 15 minutes to 12 hours. */
const DURATION_SECONDS = { usual: 3600, shortest: 900, longest: 43_200 };

export function assumeRole(input: URLSearchParams, sessions: Sessions): object {
  const roleArn = checked(input, 'RoleArn', ROLE_ARN);
  const sessionName = checked(input, 'RoleSessionName', SESSION_NAME);
  const { accessKeyId, expiresAt } = sessions.begin(roleArn, durationOf(input));
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: `secret of ${accessKeyId}`,
      SessionToken: `token of ${accessKeyId}`,
      Expiration: new Date(expiresAt).toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROA${accessKeyId.slice(4)}:${sessionName}`,
      Arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${sessionName}`,
    },
  };
}

function checked(input: URLSearchParams, member: string, pattern: RegExp): string {
  const value = input.get(member) ?? '';
  if (pattern.test(value)) return value;
  throw invalid(`Value '${value}' at '${member}' failed to satisfy constraint: ${pattern.source}`);
}

function durationOf(input: URLSearchParams): number {
  const given = input.get('DurationSeconds');
  const seconds = given === null ? DURATION_SECONDS.usual : Number(given);
  if (seconds >= DURATION_SECONDS.shortest && seconds <= DURATION_SECONDS.longest) return seconds;
  throw invalid(`Value '${given ?? ''}' at 'durationSeconds' is out of its range`);
}

function invalid(problem: string): ServiceError {
  return new ServiceError('ValidationError', `1 validation error detected: ${problem}`);
}
