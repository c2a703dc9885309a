// What the library deploys, synthesized once for each process: the state machine, and how long the functions may run.
import { StackResources } from '../support/stack-resources';
import type { Definition } from '../support/states-language';
import { definitionIn } from '../support/definition-in';
import { certificateIn, newStack } from '../support/synth';

interface Deployed {
  readonly definition: Definition;
  readonly timeoutSeconds: Readonly<Record<'intake' | 'step', number>>;
}

let synthesized: Deployed | undefined;

export function deployed(): Deployed {
  synthesized ??= synthesize();
  return synthesized;
}

function synthesize(): Deployed {
  const stack = newStack();
  certificateIn(stack);
  const resources = new StackResources(stack);
  return {
    definition: definitionIn(stack),
    timeoutSeconds: {
      intake: resources.functionConfiguration('Intake').Timeout,
      step: resources.functionConfiguration('Step').Timeout,
    },
  };
}
