// What the model knows of the world outside, and what it writes down.
import type { Ids } from '../ids';
import type { Timeline } from '../timeline';
import type { CustomResourceEvent, CustomResourceRequests } from './requests';

export interface World {
  /** Lambda's asynchronous invocation: at least once, perhaps late; what the function returns is lost. */
  deliver(event: CustomResourceEvent): void;
  /** Throws if the certificate cannot be used. Again for one that is attached does nothing. */
  attach(user: string, certificateArn: string): void;
  detach(user: string, certificateArn: string): void;
  /** What CloudFormation itself takes before it begins with a resource. */
  stepSeconds?(): number;
}

/** As DescribeStackEvents has it. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html */
export interface StackEvent {
  readonly seconds: number;
  readonly stack: string;
  /** Undefined: the stack itself. */
  readonly logicalId?: string;
  readonly physicalId?: string;
  readonly status: string;
  readonly reason?: string;
}

/** What all stacks share. */
export interface Context {
  readonly world: World;
  readonly timeline: Timeline;
  readonly ids: Ids;
  readonly requests: CustomResourceRequests;
  readonly events: StackEvent[];
}

export function wait(timeline: Timeline, seconds: number): Promise<void> {
  return timeline.sleep(seconds);
}
