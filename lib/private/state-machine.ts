// The state machine, in Amazon States Language: tick, wait, tick, until CloudFormation has its response. A Step that
// crashes is tried again, because a tick may run twice; then it is asked to give up and say so. A Step that Lambda cannot
// run now is entered anew later, because only a state that is entered is told the time.
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
import { GIVE_UP_PARAMETERS, PATHS, STEP_PARAMETERS, type StepOutput } from '../../contract/state';

/** Lambda's own troubles, which pass: https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html */
const LAMBDA_TROUBLES = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

const LAMBDA_BUSY_SECONDS = 15;

/** A tick that is killed is tried again so often before it is given up. */
const TRIES_AGAIN = 4;

/** Giving up is tried until it succeeds, for as long as CloudFormation waits. */
const GIVE_UP_AGAIN_SECONDS = 20;

/** Double the hour that CloudFormation waits. An execution that ends by it gives no response. */
const BACKSTOP_SECONDS = 2 * 60 * 60;

export function certificateStateMachine(stepArn: string) {
  const step = { Type: 'Task', Resource: stepArn, ResultPath: PATHS.tick, Next: 'Responded?' };
  return {
    Comment: 'One request of CloudFormation for one certificate, to its response',
    StartAt: 'Step',
    TimeoutSeconds: BACKSTOP_SECONDS,
    States: {
      Step: {
        ...step,
        Parameters: STEP_PARAMETERS,
        Retry: [RETRY],
        Catch: [
          { ErrorEquals: LAMBDA_TROUBLES, ResultPath: PATHS.error, Next: 'LambdaBusy' },
          { ErrorEquals: ['States.ALL'], ResultPath: PATHS.error, Next: 'GiveUp' },
        ],
      },
      LambdaBusy: { Type: 'Wait', Seconds: LAMBDA_BUSY_SECONDS, Next: 'Interrupted' },
      // The tick that follows must know that it may have run.
      Interrupted: { Type: 'Pass', Result: true, ResultPath: PATHS.isInterrupted, Next: 'Step' },
      GiveUp: {
        ...step,
        Parameters: GIVE_UP_PARAMETERS,
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: PATHS.error, Next: 'GiveUpLater' }],
      },
      GiveUpLater: { Type: 'Wait', Seconds: GIVE_UP_AGAIN_SECONDS, Next: 'GiveUp' },
      Wait: { Type: 'Wait', SecondsPath: PATHS.seconds, Next: 'Step' },
      ...ENDS,
    },
  };
}

/** With full jitter, so that many certificates do not come back in step. */
const RETRY = {
  ErrorEquals: ['States.ALL'],
  IntervalSeconds: 1,
  BackoffRate: 2,
  MaxDelaySeconds: 8,
  MaxAttempts: TRIES_AGAIN,
  JitterStrategy: 'FULL',
};

const ENDS = {
  'Responded?': {
    Type: 'Choice',
    Choices: [ifOutcome('RESPONDED', 'Responded'), ifOutcome('UNDELIVERED', 'Undelivered')],
    Default: 'Wait',
  },
  Responded: { Type: 'Succeed' },
  Undelivered: {
    Type: 'Fail',
    Error: 'Undelivered',
    Cause: 'CloudFormation got no response; the log of Step says why',
  },
};

function ifOutcome(outcome: StepOutput['outcome'], next: string) {
  return { Variable: PATHS.outcome, StringEquals: outcome, Next: next };
}
