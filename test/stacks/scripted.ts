// A custom resource that answers as it is told to, on the timeline.
import { MovableClock } from 'acm-emulator';
import { StackModel, type CustomResourceEvent, type Template } from '../support/stacks';
import { Timeline } from '../support/timeline';

interface Reply {
  readonly afterSeconds?: number;
  readonly Status?: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId?: string;
  readonly StackId?: string;
  readonly RequestId?: string;
}

export class Scripted {
  readonly timeline = new Timeline(new MovableClock());
  readonly events: CustomResourceEvent[] = [];
  /** What became of users: `+user arn` and `-user arn`. */
  readonly uses: string[] = [];
  readonly model: StackModel;
  /** Undefined: no answer. */
  replies: (event: CustomResourceEvent) => Reply | undefined = () => ({});
  /** Why a certificate cannot be used. */
  unusable: string | undefined;

  constructor() {
    this.model = new StackModel(this.timeline, {
      deliver: (event) => void this.deliver(event),
      attach: (user, arn) => {
        if (this.unusable !== undefined) throw new Error(this.unusable);
        this.uses.push(`+${user} ${arn}`);
      },
      detach: (user, arn) => this.uses.push(`-${user} ${arn}`),
    });
  }

  /** Puts a body to the URL of the n-th request, and returns the status. */
  put(n: number, body: unknown, method = 'PUT', headers = {}): number {
    const url = this.events[n]!.ResponseURL;
    return this.model.requests.receive(url, method, headers, JSON.stringify(body));
  }

  body(n: number, reply: Reply = {}): object {
    return bodyOf(this.events[n]!, reply);
  }

  /** The requests so far: type, logical id and physical id. */
  get sent(): string[] {
    return this.events.map(({ RequestType, LogicalResourceId, PhysicalResourceId = '-' }) =>
      [RequestType, LogicalResourceId, PhysicalResourceId].join(' '),
    );
  }

  /** The statuses that a resource, or the stack, went through. */
  statuses(logicalId?: string): string[] {
    return this.model.events
      .filter((event) => event.logicalId === logicalId)
      .map(({ status }) => status);
  }

  reason(logicalId: string): string | undefined {
    return this.model.events.findLast(
      (event) => event.logicalId === logicalId && event.reason !== undefined,
    )?.reason;
  }

  at(seconds: number, act: () => unknown): Promise<unknown> {
    return this.timeline.at(seconds, act);
  }

  private async deliver(event: CustomResourceEvent): Promise<void> {
    this.events.push(event);
    const reply = this.replies(event);
    if (reply === undefined) return;
    const { afterSeconds = 1, ...fields } = reply;
    await this.timeline.sleep(afterSeconds);
    const body = JSON.stringify(bodyOf(event, fields));
    this.model.requests.receive(event.ResponseURL, 'PUT', {}, body);
  }
}

function bodyOf(event: CustomResourceEvent, reply: Omit<Reply, 'afterSeconds'>): object {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = event;
  const made = PhysicalResourceId ?? `arn:${LogicalResourceId}`;
  const reason = reply.Status === 'FAILED' ? { Reason: 'as told' } : {};
  return {
    Status: 'SUCCESS',
    ...reason,
    PhysicalResourceId: made,
    StackId,
    RequestId,
    LogicalResourceId,
    ...reply,
  };
}

/** A certificate of so many names. */
export const certificate = (name = 'a', more = {}): Template[string] => ({
  type: 'certificate',
  properties: { DomainName: name },
  ...more,
});
export const other = (more = {}): Template[string] => ({ type: 'other', seconds: 10, ...more });
export const consumer = (of = 'Cert', more = {}): Template[string] => ({
  type: 'consumer',
  certificate: of,
  seconds: 10,
  ...more,
});
