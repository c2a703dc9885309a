// CloudFormation as far as custom resources can tell: stacks, what is done to them, and the requests that follow.
import { Ids } from '../ids';
import type { Timeline } from '../timeline';
import { CustomResourceRequests } from './requests';
import { Stack } from './stack';
import type { Context, StackEvent, World } from './world';

export type { CustomResourceEvent, CustomResourceRequest } from './requests';
export type { Stack, StackStatus } from './stack';
export type { Definition, Template } from './template';
export type { StackEvent, World } from './world';

export class StackModel {
  readonly stacks: Stack[] = [];
  readonly events: StackEvent[] = [];
  readonly requests: CustomResourceRequests;
  private readonly context: Context;

  constructor(timeline: Timeline, world: World, ids = new Ids()) {
    this.requests = new CustomResourceRequests(timeline, ids, (event) => {
      world.deliver(event);
    });
    this.context = { world, timeline, ids, requests: this.requests, events: this.events };
  }

  /** A stack that is still to be created. */
  stack(name: string, { region = 'eu-west-1', account = '123456789012' } = {}): Stack {
    const partition = region.startsWith('cn-') ? 'aws-cn' : 'aws';
    const id = `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${this.context.ids.next()}`;
    const stack = new Stack(this.context, { id, name, region });
    this.stacks.push(stack);
    return stack;
  }
}
