// The sessions of roles that were assumed: whose calls are made with temporary credentials. Nothing here asks whether
// the role exists or trusts the caller: an emulator without IAM knows no roles. `authorize` may refuse it.
import type { Clock } from '../clock';
import type { Ids } from '../ids';

export interface Session {
  readonly accessKeyId: string;
  readonly roleArn: string;
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  begin(roleArn: string, durationSeconds: number): Session {
    const session = {
      accessKeyId: `ASIA${this.ids.uuid().replace(/-/g, '').slice(0, 16).toUpperCase()}`,
      roleArn,
      account: roleArn.split(':')[4] ?? '',
      expiresAt: this.clock.now() + durationSeconds * 1000,
    };
    this.sessions.set(session.accessKeyId, session);
    return session;
  }

  find(accessKeyId: string): Session | undefined {
    return this.sessions.get(accessKeyId);
  }

  hasExpired({ expiresAt }: Session): boolean {
    return this.clock.now() >= expiresAt;
  }
}
