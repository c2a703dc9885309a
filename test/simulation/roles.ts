// The roles of a history: of each stack its own, those that may write into a zone of the other account, and the one that a
// provider in another stack assumes. Whoever owns the zones may replace theirs at any time.
import type { Emulator } from 'acm-emulator';
import { ACCOUNTS, type StackPlan } from './history';
import { EXTERNAL_ID, type Surroundings } from './template';

export class SimulatedRoles {
  constructor(
    private readonly emulator: Pick<Emulator, 'createRole'>,
    private readonly plans: readonly StackPlan[],
  ) {
    plans.forEach((plan, n) => {
      const trusted = [ACCOUNTS[plan.account]];
      emulator.createRole({ arn: this.of(n).stepRole, trusted });
      this.create(n);
    });
  }

  /** The names of those of a stack. */
  of(n: number): Pick<Surroundings, 'stepRole' | 'roles'> {
    const own = this.plans[n]?.account ?? 0;
    const other = own === 0 ? 1 : 0;
    return {
      stepRole: `arn:aws:iam::${ACCOUNTS[own]}:role/step-${n}`,
      roles: ['a', 'b'].map((which) => `arn:aws:iam::${ACCOUNTS[other]}:role/zone-${n}-${which}`),
    };
  }

  create(n: number): void {
    this.trust(n, [ACCOUNTS[this.plans[n]?.account ?? 0]]);
  }

  /** One that trusts nobody is denied as one that is not there. */
  delete(n: number): void {
    this.trust(n, []);
  }

  private trust(n: number, trusted: readonly string[]): void {
    for (const arn of this.of(n).roles) {
      this.emulator.createRole({ arn, trusted, externalId: EXTERNAL_ID });
    }
  }
}
