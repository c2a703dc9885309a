// Who calls, and where: taken from the credential scope of the signature, which is not verified.
// @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { ServiceError } from '../errors';
import { partitionOf } from '../partition';
import type { Session, Sessions } from '../sts/sessions';
import type { Service, WireRequest } from './wire';

export interface Caller {
  readonly account: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** As AWS's messages name the caller: the session of a role, else the account's root. */
  readonly arn: string;
  /** The role whose session the credentials are of. */
  readonly roleArn?: string;
}

/** Whose the access keys are that somebody else has given out. */
export interface AccessKeys {
  /**
   * MUST give the account of a key that begins with AKIA or ASIA, or undefined if nobody has such a key: then the call
   * is refused. Asked once for each key that has an account. MAY throw: then the call ends with InternalFailure.
   */
  accountOf(accessKeyId: string): Promise<string | undefined>;
}

export const DEFAULT_ACCOUNT = '000000000000';

export class Callers {
  private readonly accounts = new Map<string, string>();

  constructor(
    private readonly sessions: Sessions,
    private readonly accessKeys?: AccessKeys,
  ) {}

  /** @throws ServiceError if nobody has signed, or with a key that is unknown or has expired */
  async of({ headers }: WireRequest, service: Service): Promise<Caller> {
    const scope = /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/[a-z0-9-]+\/aws4_request/.exec(
      headers.authorization ?? '',
    );
    const [, accessKeyId = '', region = ''] = scope ?? [];
    if (!scope) throw refusalOf(service, 'missing');
    const session = this.sessions.find(accessKeyId);
    if (session !== undefined) {
      this.refuseInvalid(session, headers['x-amz-security-token'], service);
      const { account, arn, roleArn } = session;
      return { account, region, accessKeyId, arn, roleArn };
    }
    const account = await this.accountOf(accessKeyId);
    if (account === undefined) throw refusalOf(service, 'unknown');
    return { account, region, accessKeyId, arn: `arn:${partitionOf(region)}:iam::${account}:root` };
  }

  private refuseInvalid(session: Session, token: string | undefined, service: Service): void {
    if (token !== session.sessionToken) throw refusalOf(service, 'unknown');
    if (this.sessions.hasExpired(session)) throw refusalOf(service, 'expired');
  }

  /**
   * A session's key (ASIA) is always somebody's: without AccessKeys to ask, no account would be more than a guess.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
   */
  private async accountOf(accessKeyId: string): Promise<string | undefined> {
    if (/^\d{12}$/.test(accessKeyId)) return accessKeyId;
    if (!/^A[KS]IA/.test(accessKeyId)) return DEFAULT_ACCOUNT;
    if (!this.accessKeys) return accessKeyId.startsWith('ASIA') ? undefined : DEFAULT_ACCOUNT;
    const known = this.accounts.get(accessKeyId) ?? (await this.accessKeys.accountOf(accessKeyId));
    if (known !== undefined) this.accounts.set(accessKeyId, known);
    return known;
  }
}

type Problem = 'missing' | 'unknown' | 'expired' | 'denied';

const INVALID = 'The security token included in the request is invalid.';
const EXPIRED = 'The security token included in the request is expired';

/**
 * ACM, which speaks JSON, has other codes than the services that write XML, and status 400 where they have 403.
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/37723 for ACM
 * @see https://github.com/aws/aws-sdk-ruby/issues/2097 and https://github.com/acmesh-official/acme.sh/issues/1342 for Route 53
 */
const CODES: Readonly<Record<Problem, { readonly json: string; readonly xml: string }>> = {
  missing: { json: 'MissingAuthenticationTokenException', xml: 'MissingAuthenticationToken' },
  unknown: { json: 'UnrecognizedClientException', xml: 'InvalidClientTokenId' },
  expired: { json: 'ExpiredTokenException', xml: 'ExpiredToken' },
  denied: { json: 'AccessDeniedException', xml: 'AccessDenied' },
};

const XML: ReadonlySet<Service> = new Set<Service>(['route53', 'sts']);

const MESSAGES = { missing: 'Missing Authentication Token', unknown: INVALID, expired: EXPIRED };

function refusalOf(service: Service, problem: keyof typeof MESSAGES): ServiceError {
  return refused(service, problem, MESSAGES[problem]);
}

/** The error of a call that IAM denies. */
export function denial(service: Service, reason: string): ServiceError {
  return refused(service, 'denied', reason);
}

function refused(service: Service, problem: Problem, message: string): ServiceError {
  return new ServiceError(CODES[problem][XML.has(service) ? 'xml' : 'json'], message);
}
