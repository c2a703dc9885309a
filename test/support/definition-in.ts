// What the synthesized state machine of a stack says.
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Definition } from './states-language';

interface Intrinsic {
  readonly 'Fn::Join'?: [string, (string | Intrinsic)[]];
  readonly 'Fn::GetAtt'?: [string, string];
  readonly Ref?: string;
}

/** The definition in the template, with every reference replaced by the logical id it names. */
export function definitionIn(stack: Stack): Definition {
  const machines = Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine');
  const [machine] = Object.values(machines) as { Properties: { DefinitionString: Intrinsic } }[];
  return JSON.parse(resolve(machine!.Properties.DefinitionString)) as Definition;
}

function resolve(value: string | Intrinsic): string {
  if (typeof value === 'string') return value;
  if (value['Fn::Join'] !== undefined) {
    const [separator, parts] = value['Fn::Join'];
    return parts.map(resolve).join(separator);
  }
  return value['Fn::GetAtt']?.[0] ?? value.Ref ?? '';
}
