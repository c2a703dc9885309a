// How bad it may get. Within these bounds every operation must succeed: a create that can be validated, a delete once
// nothing uses the certificate, an update to the same names.

const MINUTE = 60;

export const BOUNDS = {
  /** AWS's own rates are refilled within seconds; an account that others keep busy takes longer. */
  throttledSeconds: 20 * MINUTE,
  serverErrorSeconds: 10 * MINUTE,
  /** IAM's changes take time to reach every Region. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html */
  deniedSeconds: 90,
  /** While somebody replaces them: AssumeRole denies what is not there. Denials before and after that count as one. */
  rolesGoneSeconds: 20,
  /** StartExecution, by which Intake hands an event on. */
  startRefusedSeconds: 2 * MINUTE,
  /** Of answers that are lost, of connections that break, and of calls that nobody answers. */
  brokenCallsInARow: 3,
  /** Of processes that end within their work. */
  killsInARow: 3,
  /** Of Intake fewer: Lambda runs it three times for one event, and who loses all three is never heard of. */
  intakeKillsInARow: 2,
  /** Lambda promises nothing about when an asynchronous event comes. */
  lateSeconds: 3 * MINUTE,
  /** Now and then it takes hours; then an operation may fail, but nothing may be left behind. */
  rarelyLateSeconds: 3 * 60 * MINUTE,
  /** An outage that somebody has to end: an operation may fail then, but nothing may be left behind. */
  outageSeconds: 3 * 60 * MINUTE,
  /** Until somebody sees that a stack is stuck. */
  personSeconds: 4 * 60 * MINUTE,
  doubledWithinSeconds: 10 * MINUTE,
  issuanceSeconds: 10 * MINUTE,
  /** Of a person who reads mails. */
  approvalSeconds: 15 * MINUTE,
  /**
   * Between two wrong answers that ACM knows no certificate of this ARN: a guess. A tick may come 20 seconds after another,
   * so that right answers come between them, unless ACM answers nothing at all.
   */
  unknownEverySeconds: MINUTE,
  /** How long somebody keeps a certificate in use by hand. */
  usedByHandSeconds: 15 * MINUTE,
  /** Of each history its own: from the emulator's `timings.ts`, where it says what each is. */
  lags: {
    detailSeconds: 20,
    listedAfterSeconds: 10,
    deletionLagSeconds: 30,
    methodLagSeconds: 5,
    firstRecordSeconds: 30,
    furtherRecordSeconds: 5,
    changeSeconds: 2,
    propagationSeconds: MINUTE,
  },
  /** Of Step Functions' lists. */
  executionsLagSeconds: 8,
  /** https://github.com/aws/aws-cdk/issues/4179 */
  inUseLagSeconds: 20 * MINUTE,
} as const;
