// The state machine, in Amazon States Language: tick, wait, tick, until CloudFormation has its answer. A
// Step that crashes is tried again, because a tick may run twice; then it is asked to give up and say so.
// One that Lambda cannot run now is entered anew, so that it is told the time at which it runs.
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html

/** Lambda's own troubles, which pass: https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html */
const LAMBDA_TROUBLES = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

const UNTIL_LAMBDA_MAY_RUN_IT_SECONDS = 15;

/** Half a minute at most from one to the next: about as many as fit into the hour that CloudFormation waits. */
const TO_THE_END = 120;

/** More than the hour that CloudFormation waits: only a backstop, since it would end without an answer. */
const BACKSTOP_SECONDS = 2 * 60 * 60;

/** What every Step is told. Time is a value: the handlers read no clock. */
const INPUT = {
  'event.$': '$.event',
  'tick.$': '$.tick',
  'now.$': '$$.State.EnteredTime',
  'startedAt.$': '$$.Execution.StartTime',
  'execution.$': '$$.Execution.Id',
};

export function certificateStateMachine(stepArn: string) {
  const step = { Type: 'Task', Resource: stepArn, ResultPath: '$.tick', Next: 'Answered?' };
  return {
    Comment: 'One request of CloudFormation for one certificate, to its answer',
    StartAt: 'Step',
    TimeoutSeconds: BACKSTOP_SECONDS,
    States: {
      Step: {
        ...step,
        Parameters: INPUT,
        Retry: [retry(2)],
        Catch: [
          { ErrorEquals: LAMBDA_TROUBLES, ResultPath: '$.error', Next: 'LambdaBusy' },
          { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'GiveUp' },
        ],
      },
      LambdaBusy: { Type: 'Wait', Seconds: UNTIL_LAMBDA_MAY_RUN_IT_SECONDS, Next: 'Step' },
      GiveUp: {
        ...step,
        Parameters: { ...INPUT, 'error.$': '$.error' },
        Retry: [retry(TO_THE_END)],
      },
      Wait: { Type: 'Wait', SecondsPath: '$.tick.seconds', Next: 'Step' },
      ...ENDS,
    },
  };
}

const ENDS = {
  'Answered?': {
    Type: 'Choice',
    Choices: [
      { Variable: '$.tick.outcome', StringEquals: 'ANSWERED', Next: 'Answered' },
      { Variable: '$.tick.outcome', StringEquals: 'UNANSWERED', Next: 'Unanswered' },
    ],
    Default: 'Wait',
  },
  Answered: { Type: 'Succeed' },
  Unanswered: {
    Type: 'Fail',
    Error: 'Unanswered',
    Cause: 'CloudFormation could not be answered; the log of Step says why',
  },
};

/** With full jitter, so that many certificates do not come back in step. */
function retry(attempts: number) {
  return {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxDelaySeconds: 30,
    MaxAttempts: attempts,
    JitterStrategy: 'FULL',
  };
}
