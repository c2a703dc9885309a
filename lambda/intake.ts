// Intake: CloudFormation's event becomes one execution of the state machine, named after the request, so
// that an event delivered twice is handled once. Its ServiceToken must never change, so neither must its
// place in the template.
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { StepInput } from './step';

const sfn = new SFNClient({});

export async function handler(event: { readonly RequestId: string }): Promise<void> {
  const input: Pick<StepInput, 'event' | 'tick'> = { event, tick: { known: {} } };
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: process.env['STATE_MACHINE_ARN'],
        name: event.RequestId,
        input: JSON.stringify(input),
      }),
    );
  } catch (error) {
    // Delivered before, and handled.
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
