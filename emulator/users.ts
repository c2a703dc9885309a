// Who uses a certificate, as ACM's InUseBy tells it. The list lags: a user that has let go is named for
// `inUseLagSeconds` longer, and DeleteCertificate refuses for as long as it is named.
import type { Clock } from './clock';

export interface CertificateUsers {
  /**
   * MUST give what uses the certificate at this moment, and MAY throw.
   * @returns the ARNs of load balancers, distributions, …
   */
  usersOf(certificateArn: string): Promise<string[]>;
}

interface User {
  readonly certificateArn: string;
  readonly resourceArn: string;
  /** When the user let go, or was first missed. */
  goneSince?: number;
}

export class LaggingUsers {
  private users: User[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly inUseLagSeconds: number,
    private readonly remote?: CertificateUsers,
  ) {}

  attach(certificateArn: string, resourceArn: string): void {
    const known = this.users.find(
      (user) => user.certificateArn === certificateArn && user.resourceArn === resourceArn,
    );
    if (known) delete known.goneSince;
    else this.users.push({ certificateArn, resourceArn });
  }

  detach(resourceArn: string): void {
    for (const user of this.users) {
      if (user.resourceArn === resourceArn) user.goneSince ??= this.clock.now();
    }
  }

  /** InUseBy as ACM tells it now. */
  async inUseBy(certificateArn: string): Promise<string[]> {
    if (this.remote) this.compare(certificateArn, await this.remote.usersOf(certificateArn));
    const earliest = this.clock.now() - this.inUseLagSeconds * 1000;
    this.users = this.users.filter(
      ({ goneSince }) => goneSince === undefined || goneSince > earliest,
    );
    return this.users
      .filter((user) => user.certificateArn === certificateArn)
      .map(({ resourceArn }) => resourceArn);
  }

  private compare(certificateArn: string, present: readonly string[]): void {
    for (const resourceArn of present) this.attach(certificateArn, resourceArn);
    for (const user of this.users) {
      if (user.certificateArn !== certificateArn || present.includes(user.resourceArn)) continue;
      user.goneSince ??= this.clock.now();
    }
  }
}
