// The sessions of roles that were assumed: whose calls are made with temporary credentials.
import type { Clock } from '../clock';
import type { Ids } from '../ids';

export interface Session {
  readonly accessKeyId: string;
  /** Every call with the key must bring it, too. */
  readonly sessionToken: string;
  readonly roleArn: string;
  /** Of the session, with the role's name but without its path. */
  readonly arn: string;
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface SessionRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
}

export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  begin({ roleArn, sessionName, durationSeconds }: SessionRequest): Session {
    const accessKeyId = `ASIA${this.ids.uuid().replace(/-/g, '').slice(0, 16).toUpperCase()}`;
    const session = {
      accessKeyId,
      sessionToken: `token of ${accessKeyId}`,
      roleArn,
      arn: `${assumedRole(roleArn)}/${sessionName}`,
      account: roleArn.split(':')[4] ?? '',
      expiresAt: this.clock.now() + durationSeconds * 1000,
    };
    this.sessions.set(accessKeyId, session);
    return session;
  }

  find(accessKeyId: string): Session | undefined {
    return this.sessions.get(accessKeyId);
  }

  hasExpired({ expiresAt }: Session): boolean {
    return this.clock.now() >= expiresAt;
  }
}

/** @see https://github.com/kubernetes-sigs/aws-iam-authenticator/pull/144 for the path, which is left out */
function assumedRole(roleArn: string): string {
  return roleArn.replace(':iam:', ':sts:').replace(/:role\/(?:.*\/)?/, ':assumed-role/');
}
