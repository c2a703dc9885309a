// Who uses a certificate. The list lags: a consumer that has let go is named for a while longer, and
// DeleteCertificate refuses as long as it is.
import type { Clock } from './clock';

export interface Associations {
  /** The ARNs of what uses the certificate at this moment: load balancers, distributions, … */
  usersOf(certificateArn: string): Promise<string[]>;
}

interface Use {
  readonly certificateArn: string;
  readonly resourceArn: string;
  /** When the consumer let go, or was first missed. */
  endedAt?: number;
}

export class UseLog {
  private uses: Use[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly inUseLag: number,
    private readonly remote?: Associations,
  ) {}

  attach(certificateArn: string, resourceArn: string): void {
    const open = this.uses.find(
      (use) => use.certificateArn === certificateArn && use.resourceArn === resourceArn,
    );
    if (open) delete open.endedAt;
    else this.uses.push({ certificateArn, resourceArn });
  }

  detach(resourceArn: string): void {
    for (const use of this.uses) {
      if (use.resourceArn === resourceArn) use.endedAt ??= this.clock.now();
    }
  }

  /** InUseBy as ACM tells it now. */
  async inUseBy(certificateArn: string): Promise<string[]> {
    if (this.remote) this.compare(certificateArn, await this.remote.usersOf(certificateArn));
    const earliest = this.clock.now() - this.inUseLag * 1000;
    this.uses = this.uses.filter(({ endedAt }) => endedAt === undefined || endedAt > earliest);
    return this.uses
      .filter((use) => use.certificateArn === certificateArn)
      .map(({ resourceArn }) => resourceArn);
  }

  private compare(certificateArn: string, present: readonly string[]): void {
    for (const resourceArn of present) this.attach(certificateArn, resourceArn);
    for (const use of this.uses) {
      if (use.certificateArn !== certificateArn || present.includes(use.resourceArn)) continue;
      use.endedAt ??= this.clock.now();
    }
  }
}
