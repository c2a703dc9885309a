// What somebody does by hand, past CloudFormation and the handlers.
import type { Stack } from '../support/stacks';
import { ACCOUNTS, type ByHand, type StackPlan } from './history';
import type { World } from './world';

type Outside = Pick<World, 'emulator' | 'timeline' | 'zoneOf'>;

export class Hand {
  /** When each certificate was deleted by hand, in seconds. */
  readonly deleted = new Map<string, number>();
  /** The accounts in whose zones records were removed. */
  readonly removedRecordsOf = new Set<string>();

  constructor(private readonly world: Outside) {}

  async act({ what, forSeconds }: ByHand, plan: StackPlan, stack: Stack): Promise<void> {
    if (what === 'RECORDS_REMOVED') return this.removeRecords(plan);
    const arn = stack.live.get('First')?.physicalId ?? '';
    if (!this.world.emulator.certificates().some((each) => each.certificateArn === arn)) return;
    if (what === 'CERTIFICATE_DELETED') await this.deleteCertificate(arn);
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
  private async deleteCertificate(arn: string): Promise<void> {
    const [, , , region = '', account = ''] = arn.split(':');
    const status = await this.send({ service: 'acm', account, region }, '/', {
      'x-amz-target': 'CertificateManager.DeleteCertificate',
      body: JSON.stringify({ CertificateArn: arn }),
    });
    if (status === 200) this.deleted.set(arn, this.world.timeline.elapsed);
  }

  private async removeRecords(plan: StackPlan): Promise<void> {
    const zoneId = this.world.zoneOf(plan);
    const changes = this.world.emulator.records(zoneId).map(({ name, type, ttl, values }) => {
      const value = values.map((each) => `<ResourceRecord><Value>${each}</Value></ResourceRecord>`);
      const set = `<Name>${name}</Name><Type>${type}</Type><TTL>${ttl}</TTL><ResourceRecords>${value.join('')}</ResourceRecords>`;
      return `<Change><Action>DELETE</Action><ResourceRecordSet>${set}</ResourceRecordSet></Change>`;
    });
    if (changes.length === 0) return;
    this.removedRecordsOf.add(ACCOUNTS[plan.account]);
    const request = `<ChangeBatch><Changes>${changes.join('')}</Changes></ChangeBatch>`;
    const body = `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${request}</ChangeResourceRecordSetsRequest>`;
    const caller = { service: 'route53', account: ACCOUNTS[plan.account], region: 'us-east-1' };
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
