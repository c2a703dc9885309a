// The moments at which an update of the functions may find a request under way: what leads to each, and how it must end,
// whatever version goes on. capture.ts writes down what a version knows at them.
import type { Timings } from 'acm-emulator';
import type { Outcome } from '../support/cloudformation';
import { INVENTED, MINUTE, PROMPT, type Deployment } from '../support/deployment';
import { DOMAIN } from '../support/names';

export interface Scenario {
  readonly timings: Partial<Timings>;
  /** What there is before the request. */
  readonly before?: (deployment: Deployment) => Promise<Outcome | undefined>;
  /** The request that is under way at the moment. */
  readonly request: (deployment: Deployment, physicalResourceId: string) => Promise<Outcome>;
  /** Whether a listener uses the certificate, for a minute yet. */
  readonly isUsed?: true;
  /** From the request to the moment. */
  readonly afterSeconds: number;
  readonly status: Outcome['status'];
  /** How many certificates there are at the end. */
  readonly leaves: number;
}

export const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/alb/50dc6c495c0c9188/0467ef3c8400ae65';
const OTHERS = { SubjectAlternativeNames: [`www.${DOMAIN}`] };

/** AWS refuses it until the moment; whoever goes on is not refused any more. */
function fail({ emulator }: Deployment, operation: string, error = 'ThrottlingException'): void {
  const status = operation === 'ChangeResourceRecordSets' ? 503 : 400;
  emulator.fail({ operation, error, status, times: 10_000 });
}

const create = (deployment: Deployment, urlStatuses = [200]): Promise<Outcome> =>
  deployment.cloudFormation.create(deployment.properties(), { urlStatuses });

const update = (
  deployment: Deployment,
  physicalResourceId: string,
  properties = {},
): Promise<Outcome> =>
  deployment.cloudFormation.update(deployment.properties(properties), { physicalResourceId });

const remove = (deployment: Deployment, physicalResourceId: string): Promise<Outcome> =>
  deployment.cloudFormation.delete(deployment.properties(), { physicalResourceId });

const created = (deployment: Deployment): Promise<Outcome> => deployment.created();

const CREATED = { status: 'SUCCESS', leaves: 1 } as const;

const CREATES: Readonly<Record<string, Scenario>> = {
  'create, requested': {
    timings: { ...PROMPT, firstRecordSeconds: 5 },
    request: (deployment) => create(deployment),
    afterSeconds: 3,
    ...CREATED,
  },
  'create, published': {
    timings: { ...PROMPT, issuanceSeconds: 2 * MINUTE },
    request: (deployment) => create(deployment),
    afterSeconds: 60,
    ...CREATED,
  },
  'create, refused by Route 53': {
    timings: PROMPT,
    request: (deployment) => {
      fail(deployment, 'ChangeResourceRecordSets', 'PriorRequestNotComplete');
      return create(deployment);
    },
    afterSeconds: 20,
    ...CREATED,
  },
  'create, answer of ACM lost': {
    timings: PROMPT,
    request: (deployment) => {
      deployment.emulator.fail({ operation: 'RequestCertificate', afterAct: true });
      fail(deployment, 'RequestCertificate');
      return create(deployment);
    },
    afterSeconds: 10,
    ...CREATED,
  },
  'create, denied': {
    timings: PROMPT,
    request: (deployment) => {
      fail(deployment, 'DescribeCertificate', 'AccessDeniedException');
      return create(deployment);
    },
    afterSeconds: 60,
    ...CREATED,
  },
  'create, response not delivered': {
    timings: PROMPT,
    request: (deployment) => create(deployment, [503]),
    afterSeconds: 20,
    ...CREATED,
  },
};

const UPDATES: Readonly<Record<string, Scenario>> = {
  'update, refused by Route 53': {
    timings: PROMPT,
    before: created,
    request: (deployment, id) => {
      fail(deployment, 'ChangeResourceRecordSets', 'PriorRequestNotComplete');
      return update(deployment, id);
    },
    afterSeconds: 30,
    status: 'SUCCESS',
    leaves: 1,
  },
  'update, replacing': {
    timings: { ...PROMPT, issuanceSeconds: MINUTE },
    before: created,
    request: (deployment, id) => update(deployment, id, OTHERS),
    afterSeconds: 30,
    status: 'SUCCESS',
    leaves: 2,
  },
  'update, cleaning up': {
    timings: PROMPT,
    before: created,
    request: (deployment, id) => {
      deployment.emulator.refuse(`www.${DOMAIN}`, 'CAA_ERROR');
      fail(deployment, 'DeleteCertificate');
      return update(deployment, id, OTHERS);
    },
    afterSeconds: MINUTE,
    status: 'FAILED',
    leaves: 1,
  },
  'update, taking over': {
    timings: { ...PROMPT, issuanceSeconds: MINUTE },
    before: created,
    request: async (deployment, id) => {
      void update(deployment, id, OTHERS);
      await deployment.timeline.sleep(30);
      fail(deployment, 'DeleteCertificate');
      return update(deployment, id);
    },
    afterSeconds: 50,
    status: 'SUCCESS',
    leaves: 1,
  },
};

const DELETED = { status: 'SUCCESS', leaves: 0 } as const;

const DELETES: Readonly<Record<string, Scenario>> = {
  'delete, in use': {
    timings: PROMPT,
    before: created,
    request: remove,
    isUsed: true,
    afterSeconds: 2 * MINUTE,
    ...DELETED,
  },
  'delete, taking over': {
    timings: { ...PROMPT, issuanceSeconds: 10 * MINUTE },
    request: async (deployment) => {
      void create(deployment);
      await deployment.timeline.sleep(30);
      fail(deployment, 'DeleteCertificate');
      return remove(deployment, INVENTED);
    },
    afterSeconds: 50,
    ...DELETED,
  },
  'delete, no create listed': {
    timings: PROMPT,
    request: (deployment) => remove(deployment, INVENTED),
    afterSeconds: 10,
    ...DELETED,
  },
  'delete, searching': {
    timings: PROMPT,
    before: created,
    request: (deployment) => {
      // As if the create were too old to be listed.
      deployment.stateMachine.executions.length = 0;
      fail(deployment, 'ListTagsForCertificate');
      return remove(deployment, INVENTED);
    },
    afterSeconds: 40,
    ...DELETED,
  },
};

export const SCENARIOS: Readonly<Record<string, Scenario>> = { ...CREATES, ...UPDATES, ...DELETES };
