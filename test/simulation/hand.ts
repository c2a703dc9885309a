// What somebody does by hand, past CloudFormation and the handlers.
import type { Stack } from '../support/stacks';
import { BOUNDS } from './bounds';
import { ACCOUNTS, zonesOf, type ByHand, type StackPlan } from './history';
import type { World } from './world';

type Outside = Pick<World, 'emulator' | 'timeline' | 'zoneIds' | 'recordsIn' | 'roles'>;

/** The stack that somebody has to do with. */
interface Whose {
  readonly plan: StackPlan;
  /** The index of the plan. */
  readonly n: number;
  readonly stack: Stack;
}

export class Hand {
  /** When each certificate was deleted by hand, in seconds. */
  readonly deleted = new Map<string, number>();
  /** The zones in which records were removed, and those that certificates have names in which were deleted. */
  readonly removedRecordsIn = new Set<number>();
  readonly deletedIn = new Set<number>();

  constructor(private readonly world: Outside) {}

  async act({ what, forSeconds }: ByHand, { plan, n, stack }: Whose): Promise<void> {
    if (what === 'RECORDS_REMOVED') {
      for (const zone of zonesOf(plan)) await this.removeRecords(zone);
      return;
    }
    if (what === 'ROLES_REPLACED') return this.replaceRoles(n, forSeconds);
    const arn = stack.live.get('First')?.physicalId ?? '';
    if (!this.world.emulator.certificates().some((each) => each.certificateArn === arn)) return;
    if (what === 'CERTIFICATE_DELETED') await this.deleteCertificate(arn, plan);
    else await this.use(arn, forSeconds);
  }

  private async use(arn: string, seconds: number): Promise<void> {
    const { emulator, timeline } = this.world;
    const user = `arn:aws:elasticloadbalancing:::listener/by-hand/${arn.split('/').pop() ?? ''}`;
    try {
      emulator.attach(arn, user);
    } catch {
      // Not issued yet.
      return;
    }
    await timeline.sleep(seconds);
    emulator.detach(user);
  }

  /** ACM refuses while something uses it. */
  private async deleteCertificate(arn: string, plan: StackPlan): Promise<void> {
    const [, , , region = '', account = ''] = arn.split(':');
    const status = await this.send({ service: 'acm', account, region }, '/', {
      'x-amz-target': 'CertificateManager.DeleteCertificate',
      body: JSON.stringify({ CertificateArn: arn }),
    });
    if (status !== 200) return;
    this.deleted.set(arn, this.world.timeline.elapsed);
    for (const zone of zonesOf(plan)) this.deletedIn.add(zone);
  }

  /** They are gone for a moment, and then there are others of the same names. */
  private async replaceRoles(n: number, seconds: number): Promise<void> {
    const { roles, timeline } = this.world;
    roles.delete(n);
    await timeline.sleep(Math.min(seconds, BOUNDS.rolesGoneSeconds));
    roles.create(n);
  }

  private async removeRecords(zone: number): Promise<void> {
    const changes = this.world.recordsIn(zone).map(({ name, type, ttl, values }) => {
      const value = values.map((each) => `<ResourceRecord><Value>${each}</Value></ResourceRecord>`);
      const set = `<Name>${name}</Name><Type>${type}</Type><TTL>${ttl}</TTL><ResourceRecords>${value.join('')}</ResourceRecords>`;
      return `<Change><Action>DELETE</Action><ResourceRecordSet>${set}</ResourceRecordSet></Change>`;
    });
    if (changes.length === 0) return;
    this.removedRecordsIn.add(zone);
    const request = `<ChangeBatch><Changes>${changes.join('')}</Changes></ChangeBatch>`;
    const body = `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${request}</ChangeResourceRecordSetsRequest>`;
    const caller = { service: 'route53', account: ACCOUNTS[zone] ?? '', region: 'us-east-1' };
    const zoneId = this.world.zoneIds[zone] ?? '';
    await this.send(caller, `/2013-04-01/hostedzone/${zoneId}/rrset`, { body });
  }

  private async send(
    { service, account, region }: { service: string; account: string; region: string },
    path: string,
    { body, ...headers }: { readonly body: string; readonly 'x-amz-target'?: string },
  ): Promise<number> {
    const { emulator, timeline } = this.world;
    const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20260101/${region}/${service}/aws4_request`;
    const query = new URLSearchParams();
    const request = { method: 'POST', path, query, headers: { ...headers, authorization }, body };
    return (await timeline.work(emulator.dispatch(request))).status;
  }
}
