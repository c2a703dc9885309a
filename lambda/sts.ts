// STS: the credentials of a role that is assumed. The only file that imports its SDK.
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { translated } from './aws-errors';
import { CertificateError } from './core/errors';

/** As clients of the SDK take it: they ask again before the credentials expire. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration?: Date;
}

export interface AssumedRole {
  readonly roleArn: string;
  readonly externalId?: string | undefined;
}

/** What CloudTrail shows as the session. */
const SESSION_NAME = 'cdk-dns-certificate';

/**
 * `principal` is the role of the handler, which the other role must trust.
 *
 * @throws CertificateError, as the ports of the core do; it names both
 */
export function credentialsOf(
  sts: STSClient,
  role: AssumedRole,
  principal: string,
): () => Promise<RoleCredentials> {
  return async () => {
    try {
      return await translated(`sts:AssumeRole of ${role.roleArn}`, () => assume(sts, role));
    } catch (error) {
      throw error instanceof CertificateError ? withCure(error, role, principal) : error;
    }
  };
}

async function assume(
  sts: STSClient,
  { roleArn, externalId }: AssumedRole,
): Promise<RoleCredentials> {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: SESSION_NAME,
      ...(externalId !== undefined && { ExternalId: externalId }),
    }),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw new TypeError('AssumeRole returned no credentials');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration !== undefined && { expiration: Expiration }),
  };
}

/** STS denies a role that does not exist and one that does not trust the caller alike. */
function withCure(
  { code, message, cause }: CertificateError,
  { externalId }: AssumedRole,
  principal: string,
): CertificateError {
  if (code !== 'ACCESS_DENIED') return new CertificateError(code, message, { cause });
  const which = externalId === undefined ? 'without an external id' : 'with the external id given';
  return new CertificateError(
    code,
    `${message}; is there such a role, and does its trust policy let ${principal} assume it, ${which}?`,
    { cause },
  );
}
