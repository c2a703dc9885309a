// The moments at which an update of the functions may find a request under way: what leads to each, and how it must end,
// whatever version goes on. capture.ts writes down what a version knows at them.
import { byEmail, click } from '../support/by-email';
import { INVENTED, MINUTE, PROMPT, type Deployment } from '../support/deployment';
import { DOMAIN } from '../support/names';
import { create, created, fail, remove, update, type Scenario } from './scenario';

const OTHERS = { SubjectAlternativeNames: [`www.${DOMAIN}`] };
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
  'update, tags refused': {
    timings: PROMPT,
    before: created,
    request: (deployment, id) => {
      fail(deployment, 'AddTagsToCertificate');
      return update(deployment, id, { Tags: [{ Key: 'team', Value: 'web' }] });
    },
    afterSeconds: 30,
    status: 'SUCCESS',
    leaves: 1,
    expects: ({ emulator }) => {
      expect(emulator.certificates()).toMatchObject([{ tags: { team: 'web' } }]);
    },
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
    request: (deployment, id) => remove(deployment, id),
    isUsed: true,
    afterSeconds: 2 * MINUTE,
    ...DELETED,
  },
  'delete, its record not removed yet': {
    timings: PROMPT,
    before: created,
    request: (deployment, id) => {
      fail(deployment, 'ChangeResourceRecordSets', 'PriorRequestNotComplete');
      return remove(deployment, id, { RemoveValidationRecords: true });
    },
    afterSeconds: 30,
    ...DELETED,
    expects: (deployment) => {
      expect(deployment.records()).toEqual([]);
    },
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

const approve = (deployment: Deployment): Promise<number> => click(deployment, DOMAIN);

const EMAILS: Readonly<Record<string, Scenario>> = {
  'create, mails sent again': {
    timings: PROMPT,
    request: (deployment) =>
      deployment.cloudFormation.create(byEmail(deployment, { ResendAfterSeconds: [30] })),
    afterSeconds: MINUTE,
    meanwhile: (deployment) => {
      deployment.timeline.schedule(MINUTE * 1000, () => void approve(deployment));
    },
    ...CREATED,
    expects: (deployment) => {
      expect(deployment.calls('ResendValidationEmail')).toBe(1);
    },
  },
  'update, e-mail not changed to DNS yet': {
    timings: PROMPT,
    before: async (deployment) => {
      const creating = deployment.cloudFormation.create(byEmail(deployment));
      await deployment.timeline.sleep(30);
      await approve(deployment);
      return creating;
    },
    request: (deployment, id) => {
      fail(deployment, 'UpdateCertificateOptions');
      return update(deployment, id);
    },
    afterSeconds: 30,
    // ACM changes the method only of what is issued.
    meanwhile: async (deployment) => {
      await approve(deployment);
      await deployment.timeline.sleep(PROMPT.issuanceSeconds + 1);
    },
    status: 'SUCCESS',
    leaves: 1,
    expects: ({ emulator }) => {
      expect(emulator.certificates()).toMatchObject([{ validationMethod: 'DNS' }]);
    },
  },
};

const PEM = { PemParameters: { Certificate: '/app/pem', Chain: '/app/chain' } };

const PEMS: Readonly<Record<string, Scenario>> = {
  'create, its PEM not written yet': {
    timings: PROMPT,
    request: (deployment) => {
      fail(deployment, 'PutParameter');
      return create(deployment, [200], PEM);
    },
    afterSeconds: 30,
    ...CREATED,
    expects: ({ emulator }) => {
      expect(emulator.parameters()).toHaveLength(2);
    },
  },
  'delete, its PEM not removed yet': {
    timings: PROMPT,
    before: (deployment) => deployment.created(PEM),
    request: (deployment, id) => {
      fail(deployment, 'DeleteParameter');
      return remove(deployment, id, PEM);
    },
    afterSeconds: 30,
    ...DELETED,
    expects: ({ emulator }) => {
      expect(emulator.parameters()).toEqual([]);
    },
  },
};

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ...CREATES,
  ...UPDATES,
  ...DELETES,
  ...EMAILS,
  ...PEMS,
};
