// The person who reads the mailboxes: opens the link of every name some time after its first mail.
import type { Emulator, WireRequest, WireResponse } from 'acm-emulator';
import type { Random } from '../support/random';
import type { Timeline } from '../support/timeline';

/** Whose a certificate is that was requested by e-mail. */
export interface Mailed {
  readonly stackId: string;
  readonly logicalId: string;
}

interface RequestBody {
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export class Approvals {
  /** By ARN, also of certificates that are deleted by now. */
  readonly mailed = new Map<string, Mailed>();
  private seen = 0;
  private readonly approving = new Set<string>();

  constructor(
    private readonly emulator: Emulator,
    private readonly timeline: Timeline,
    private readonly of: { readonly mostSeconds: number; readonly random: Random },
  ) {}

  /** After every call that may send mails. */
  afterCall({ body: asked }: WireRequest, { status, body }: WireResponse): void {
    const news = this.emulator.emails.slice(this.seen);
    this.seen = this.emulator.emails.length;
    for (const { certificateArn, approvalPath } of news) {
      if (!this.mailed.has(certificateArn) && status === 200 && body.includes(certificateArn)) {
        this.mailed.set(certificateArn, ownerIn(JSON.parse(asked) as RequestBody));
      }
      if (this.approving.has(approvalPath)) continue;
      this.approving.add(approvalPath);
      void this.approve(approvalPath);
    }
  }

  private async approve(path: string): Promise<void> {
    const { mostSeconds, random } = this.of;
    await this.timeline.sleep(random() * mostSeconds);
    const query = new URLSearchParams();
    const request = { method: 'GET', path, query, headers: {}, body: '' };
    await this.timeline.work(this.emulator.dispatch(request));
  }
}

function ownerIn({ Tags: tags = [] }: RequestBody): Mailed {
  const valueOf = (end: string): string => tags.find(({ Key }) => Key.endsWith(end))?.Value ?? '';
  return { stackId: valueOf(':stack'), logicalId: valueOf(':resource') };
}
