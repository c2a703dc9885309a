// Which service answers at which host.
import { AWS_REGIONS, operationOf, type Emulator } from 'acm-emulator';
import type { CloudFormation } from './cloudformation';
import type { Route } from './network';
import { RESPONSE_HOST } from './response-url';
import type { StepFunctions } from './step-functions';

/** In the Regions that there are: any other host is one that no name server knows. */
const AWS_HOST = new RegExp(
  `^(account|acm|route53|ssm|sts)(\\.(${AWS_REGIONS.join('|')}))?\\.amazonaws\\.com(\\.cn)?$`,
);

export interface Services {
  readonly emulator: Pick<Emulator, 'dispatch'>;
  readonly stepFunctions: StepFunctions;
  readonly cloudFormation: Pick<CloudFormation, 'receive'>;
}

export function routesTo({ emulator, stepFunctions, cloudFormation }: Services): Route[] {
  return [
    {
      host: AWS_HOST,
      service: ({ request }) => emulator.dispatch(request),
      operationOf,
    },
    {
      host: /^states\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
      service: (call) => stepFunctions.answer(call),
      operationOf: ({ headers }) => headers['x-amz-target']?.split('.').pop() ?? '',
    },
    {
      host: RESPONSE_HOST,
      service: (call) => cloudFormation.receive(call),
      operationOf: ({ method }) => method,
    },
  ];
}
