// STS: the credentials of a role that is assumed. The only file that imports its SDK.
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { translated } from './aws-errors';

/** As clients of the SDK take it: they ask again before the credentials expire. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration?: Date;
}

/** What CloudTrail shows as the session. */
const SESSION_NAME = 'cdk-dns-certificate';

/** @throws CertificateError, as the ports of the core do; it names the role */
export function credentialsOf(sts: STSClient, roleArn: string): () => Promise<RoleCredentials> {
  return () =>
    translated(`sts:AssumeRole of ${roleArn}`, async () => {
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: SESSION_NAME }),
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
    });
}
