// Intake: CloudFormation's event becomes one execution of the state machine, named after the request, so
// that an event delivered twice is handled once. Its ServiceToken must never change, so neither must its
// place in the template.
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { ExecutionData } from '../contract/state';

// Tries longer than the SDK's three times: what Lambda then does with a lost event is to wait a minute or two.
const sfn = new SFNClient({ maxAttempts: 8 });

export async function handler(event: { readonly RequestId: string }): Promise<void> {
  const data: ExecutionData = { event, tick: { known: {} } };
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: process.env['STATE_MACHINE_ARN'],
        name: event.RequestId,
        input: JSON.stringify(data),
      }),
    );
  } catch (error) {
    // Delivered before, and handled.
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}
