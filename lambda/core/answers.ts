// The two answers that CloudFormation understands.
import type { Action } from './lifecycle';

type Answered = Extract<Action, { do: 'ANSWER' }>;

export function succeeded(physicalResourceId: string, reason: string): Answered {
  return { do: 'ANSWER', answer: { status: 'SUCCESS', physicalResourceId, reason } };
}

export function failed(physicalResourceId: string, reason: string): Answered {
  return { do: 'ANSWER', answer: { status: 'FAILED', physicalResourceId, reason } };
}
