// What must hold of e-mails when a history has settled: none comes more often than it is wanted, whatever is repeated or killed.
import { RESEND_AFTER_SECONDS } from './template';
import type { World } from './world';

/**
 * The n-th mail for a name that is sent again has had its time: of every request for the resource since its beginning, one
 * for each time that has passed by then.
 */
export function checkMails(
  { emulator, approvals, model, timeline }: World,
  report: (text: string) => void,
): void {
  const began = timeline.clock.now() - timeline.elapsed * 1000;
  const sent = new Map<string, number[]>();
  for (const { to, certificateArn, domainName, sentAt } of emulator.emails) {
    if (!to.startsWith('admin@')) continue;
    const key = `${certificateArn} ${domainName}`;
    sent.set(key, [...(sent.get(key) ?? []), (sentAt - began) / 1000]);
  }
  for (const [key, [, ...again]] of sent) {
    const owner = approvals.mailed.get(key.split(' ')[0] ?? '');
    const requests = model.requests.all.filter(
      ({ event }) =>
        event.StackId === owner?.stackId && event.LogicalResourceId === owner.logicalId,
    );
    again.forEach((at, n) => {
      const times = requests.flatMap(({ seconds }) =>
        // CloudFormation's times are cut to seconds.
        RESEND_AFTER_SECONDS.filter((after) => Math.floor(seconds) + after <= at + 1),
      );
      if (n + 1 > times.length) report(`${key}: ${n + 2} mails by second ${Math.round(at)}`);
    });
  }
}
