// A create that fails: what CloudFormation is told, and that nothing is left behind.
import {
  about,
  WITHOUT_ARN,
  NEVER_REQUESTED,
  MINUTE,
  PROMPT,
  startsDeployments,
} from '../support/deployment';
import { DOMAIN, namesUnderDomain } from '../support/names';

const start = startsDeployments();

test('A create that fails responds with the ARN and the reason, so that the rollback deletes the certificate', async () => {
  const deployment = await start();
  deployment.emulator.refuse(DOMAIN, 'CAA_ERROR');
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain(`certificate for ${DOMAIN} is FAILED (CAA_ERROR)`);
  const arn = deployment.certificates()[0]!.arn;
  expect(outcome.physicalResourceId).toBe(arn);

  await deployment.cloudFormation.delete(deployment.properties(), { physicalResourceId: arn });
  expect(deployment.certificates()).toEqual([]);
});

test('A create that fails by the deadline still leaves CloudFormation time to hear of it', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 2 * 60 * MINUTE });
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('is still PENDING_VALIDATION after 55 minutes');
  expect(outcome.seconds).toBeLessThan(56 * MINUTE);
  expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
});

test('A create over a quota fails at once and names it', async () => {
  const deployment = await start();
  const SubjectAlternativeNames = namesUnderDomain(10);
  const outcome = await deployment.cloudFormation.create(
    deployment.properties({ SubjectAlternativeNames }),
  );
  expect(outcome.status).toBe('FAILED');
  expect(outcome.physicalResourceId).toBe(NEVER_REQUESTED);
  expect(outcome.reason).toMatch(
    new RegExp(
      `^certificate for ${DOMAIN} could not be created: acm:RequestCertificate: LimitExceededException`,
    ),
  );
  expect(outcome).toMatchObject({ seconds: about(0) });
  // The SDK takes this error for throttling, and would try three times.
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('A create without a permission fails after two minutes and names it', async () => {
  const deployment = await start();
  deployment.emulator.fail({
    operation: 'ChangeResourceRecordSets',
    error: 'AccessDenied',
    status: 403,
    untilMs: Infinity,
  });
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('route53:ChangeResourceRecordSets: AccessDenied');
  expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
  expect(outcome.seconds).toBeGreaterThanOrEqual(2 * MINUTE);
  expect(outcome.seconds).toBeLessThan(3 * MINUTE);
});

test('A create fails in seconds when its certificate was there and is gone', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 10 * MINUTE });
  void deployment.timeline.at(30, () => {
    const { certificateArn } = deployment.emulator.certificates()[0]!;
    void deployment.deleteBehindItsBack(certificateArn);
  });
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('was deleted while it waited to be issued');
  expect(outcome.seconds).toBeLessThan(60);
});

test.each([
  // An answer may have been lost, so its delete has to look for a certificate.
  ['RequestCertificate', WITHOUT_ARN, 55 * MINUTE, 55 * MINUTE + 1],
  ['DescribeCertificate', /^arn:aws:acm:/, 55 * MINUTE, 55 * MINUTE + 1],
])(
  'A create fails in time when ACM does not respond to %s',
  async (operation, id, earliest, latest) => {
    const deployment = await start();
    const untilMs = deployment.timeline.clock.now() + 60 * MINUTE * 1000;
    deployment.emulator.fail({ operation, error: 'InternalFailure', status: 500, untilMs });
    const outcome = await deployment.cloudFormation.create(deployment.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain(`could not be created: acm:${operation}: InternalFailure`);
    expect(outcome.physicalResourceId).toMatch(id);
    expect(outcome.seconds).toBeGreaterThanOrEqual(earliest);
    expect(outcome.seconds).toBeLessThanOrEqual(latest);
  },
);

test('A create whose records Route 53 never takes says so at the deadline', async () => {
  const deployment = await start();
  deployment.emulator.fail({
    operation: 'ChangeResourceRecordSets',
    error: 'Throttling',
    status: 400,
    untilMs: Infinity,
  });
  const { reason } = await deployment.cloudFormation.create(deployment.properties());
  expect(reason).toContain('could not be created: route53:ChangeResourceRecordSets: Throttling');
});

test('A create fails when its hosted zone does not exist, and says so', async () => {
  const deployment = await start();
  const HostedZones = [{ HostedZoneId: 'ZNOSUCHZONE', Name: DOMAIN }];
  const outcome = await deployment.cloudFormation.create(deployment.properties({ HostedZones }));
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('NoSuchHostedZone');
  expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
});

test.each(['ADDITIONAL_VERIFICATION_REQUIRED', 'DOMAIN_NOT_ALLOWED', 'INVALID_PUBLIC_DOMAIN'])(
  "A name that ACM refuses for %s fails the create in seconds with ACM's reason, though other names are still pending",
  async (failureReason) => {
    const deployment = await start({ propagationSeconds: 30 * MINUTE });
    deployment.emulator.refuse(`www.${DOMAIN}`, failureReason);
    const outcome = await deployment.cloudFormation.create(
      deployment.properties({ SubjectAlternativeNames: [`www.${DOMAIN}`] }),
    );
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain(
      `certificate for ${DOMAIN} is FAILED (${failureReason}) at www.${DOMAIN}`,
    );
    expect(outcome.seconds).toBeLessThan(15);
  },
);

test('A create whose records ACM never names fails at the deadline with the ARN, and says what is missing', async () => {
  const deployment = await start({ firstRecordSeconds: 2 * 60 * MINUTE });
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('is still PENDING_VALIDATION after 55 minutes');
  expect(outcome.seconds).toBeLessThan(56 * MINUTE);
  expect(outcome.physicalResourceId).toBe(deployment.certificates()[0]?.arn);
});
