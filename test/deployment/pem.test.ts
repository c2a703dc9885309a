// The PEM of a certificate in parameters: written when it is issued, and gone with it.
import { X509Certificate } from 'node:crypto';
import {
  DeleteParameterCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { CERTIFICATE_TAG, RESOURCE_TAG, STACK_TAG } from '../../contract/constants';
import { ATTRIBUTES } from '../../contract/attributes';
import { STACK_ID } from '../support/cloudformation';
import {
  INVENTED,
  MINUTE,
  PROMPT,
  startsDeployments,
  type Deployment,
} from '../support/deployment';
import { DOMAIN, REGION } from '../support/names';

const start = startsDeployments();
const WWW = `www.${DOMAIN}`;
const NAMES = { Certificate: '/app/pem', Chain: '/app/chain' };
const OTHERS = { Certificate: '/app/other-pem', Chain: '/app/other-chain' };
const PEM = { PemParameters: NAMES };
const FIRST = { ...PEM, SubjectAlternativeNames: [`a.${DOMAIN}`] };
const SECOND = { ...PEM, SubjectAlternativeNames: [WWW] };

/** Somebody else in the same account. */
function somebody({ emulator: { requestHandler } }: Deployment): SSMClient {
  const credentials = { accessKeyId: 'AKIASOMEBODY', secretAccessKey: 'secret' };
  return new SSMClient({ region: REGION, credentials, requestHandler, maxAttempts: 1 });
}

function valueOf({ emulator }: Deployment, name: string): string | undefined {
  return emulator.parameters().find((each) => each.name === name)?.value;
}

function namesIn({ emulator }: Deployment): readonly string[] {
  return emulator
    .parameters()
    .map(({ name }) => name)
    .sort();
}

/** Which certificate the parameters show, by the names on it. */
function shown(deployment: Deployment, name = NAMES.Certificate): string {
  return new X509Certificate(valueOf(deployment, name) ?? '').subjectAltName ?? '';
}

test('Certificate and chain are in their parameters when the deployment goes on, and gone with the certificate', async () => {
  const deployment = await start();
  const { physicalResourceId, data } = await deployment.created(PEM);
  const leaf = new X509Certificate(valueOf(deployment, NAMES.Certificate)!);
  const chain = valueOf(deployment, NAMES.Chain)!.split(/(?<=-----END CERTIFICATE-----\n)/);
  const [intermediate, root] = chain.filter(Boolean).map((each) => new X509Certificate(each));
  expect(leaf.verify(intermediate!.publicKey)).toBe(true);
  expect(root!.fingerprint256).toBe(
    new X509Certificate(await deployment.emulator.rootCertificate()).fingerprint256,
  );
  expect(data).toEqual({
    CertificateParameterName: NAMES.Certificate,
    ChainParameterName: NAMES.Chain,
  });
  await deployment.deleted(PEM, physicalResourceId);
  expect(namesIn(deployment)).toEqual([]);
});

test('Whose a parameter is, and which certificate it shows, is in its tags; it costs nothing', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(PEM);
  for (const { region, tier, tags, version } of deployment.emulator.parameters()) {
    expect({ region, tier, version }).toEqual({ region: REGION, tier: 'Standard', version: 1 });
    expect(tags).toEqual({
      [STACK_TAG]: STACK_ID,
      [RESOURCE_TAG]: 'Certificate4E7ABB08',
      [CERTIFICATE_TAG]: physicalResourceId,
    });
  }
});

test('The parameters are in the Region of the stack, wherever the certificate is', async () => {
  const deployment = await start();
  await deployment.created({ ...PEM, Region: 'us-east-1' });
  expect(deployment.emulator.parameters().map(({ region }) => region)).toEqual([REGION, REGION]);
});

test('A template gets what it asks for: serial number, fingerprint, dates, issuer and algorithm', async () => {
  const deployment = await start();
  const { data } = await deployment.created({ ...PEM, Attributes: ATTRIBUTES });
  const leaf = new X509Certificate(valueOf(deployment, NAMES.Certificate)!);
  const { CertificateParameterName, ChainParameterName, SerialNumber, ...rest } = data;
  expect([CertificateParameterName, ChainParameterName]).toEqual(Object.values(NAMES));
  expect(BigInt(`0x${SerialNumber!.replace(/:/g, '')}`)).toBe(BigInt(`0x${leaf.serialNumber}`));
  expect(rest).toEqual({
    Fingerprint: leaf.fingerprint256,
    NotBefore: new Date(leaf.validFrom).toISOString(),
    NotAfter: new Date(leaf.validTo).toISOString(),
    Issuer: 'Amazon',
    KeyAlgorithm: 'RSA_2048',
  });
});

test('Attributes alone call neither GetCertificate nor Parameter Store', async () => {
  const deployment = await start();
  const { data } = await deployment.created({ Attributes: ['KeyAlgorithm'] });
  expect(data).toEqual({ KeyAlgorithm: 'RSA_2048' });
  expect(deployment.calls('GetCertificate') + deployment.calls('PutParameter')).toBe(0);
});

test('The fingerprint is to be had without parameters', async () => {
  const deployment = await start();
  const { data } = await deployment.created({ Attributes: ['Fingerprint'] });
  expect(data['Fingerprint']).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(namesIn(deployment)).toEqual([]);
});

test('What is not waited for has empty attributes and no parameters until the next update', async () => {
  const deployment = await start({ issuanceSeconds: 20 * MINUTE });
  const properties = { ...PEM, WaitForIssuance: false, Attributes: ATTRIBUTES };
  const { physicalResourceId, data } = await deployment.created(properties);
  expect(new Set(ATTRIBUTES.map((each) => data[each]))).toEqual(new Set(['']));
  expect(namesIn(deployment)).toEqual([]);
  await deployment.timeline.at(deployment.timeline.elapsed + 25 * MINUTE, () => undefined);
  const later = await deployment.updated({ ...properties, Tags: [] }, physicalResourceId);
  expect(later.data['KeyAlgorithm']).toBe('RSA_2048');
  expect(namesIn(deployment)).toEqual([NAMES.Chain, NAMES.Certificate]);
});

test('ACM may say for a while that what it has issued is in progress: the deployment waits', async () => {
  const deployment = await start(PROMPT);
  const error = 'RequestInProgressException';
  deployment.emulator.fail({ operation: 'GetCertificate', error, times: 3 });
  await deployment.created(PEM);
  expect(deployment.calls('GetCertificate')).toBe(4);
  expect(namesIn(deployment)).toHaveLength(2);
});

test('A PEM that ACM never gives fails the deployment, which leaves nothing', async () => {
  const deployment = await start(PROMPT);
  const error = 'RequestInProgressException';
  deployment.emulator.fail({ operation: 'GetCertificate', error, untilMs: Infinity });
  const outcome = await deployment.cloudFormation.create(deployment.properties(PEM));
  expect(outcome).toMatchObject({
    status: 'FAILED',
    reason: expect.stringContaining('has not got its PEM ready yet') as string,
  });
  await deployment.deleted(PEM, outcome.physicalResourceId);
  expect(deployment.certificates()).toEqual([]);
});

test('An update writes nothing that is there already', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(PEM);
  await deployment.updated({ ...PEM, ValidationTimeoutSeconds: 600 }, physicalResourceId);
  expect(deployment.emulator.parameters().map(({ version }) => version)).toEqual([1, 1]);
});

test('An update has a certificate that is there written, and mends what somebody changed or deleted', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  await deployment.updated(PEM, physicalResourceId);
  const pem = valueOf(deployment, NAMES.Certificate);
  expect(pem).toContain('BEGIN CERTIFICATE');
  const ssm = somebody(deployment);
  const other = { Name: NAMES.Certificate, Value: 'other', Overwrite: true };
  await ssm.send(new PutParameterCommand(other));
  await ssm.send(new DeleteParameterCommand({ Name: NAMES.Chain }));
  await deployment.updated({ ...PEM, ValidationTimeoutSeconds: 600 }, physicalResourceId);
  expect(valueOf(deployment, NAMES.Certificate)).toBe(pem);
  expect(valueOf(deployment, NAMES.Chain)).toContain('BEGIN CERTIFICATE');
});

test('A replacement is shown when it is issued, and stays when the old certificate is deleted', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created(FIRST);
  const before = valueOf(deployment, NAMES.Certificate);
  const update = deployment.cloudFormation.update(deployment.properties(SECOND), {
    physicalResourceId: old,
  });
  await deployment.timeline.at(deployment.timeline.elapsed + 5, () => {
    expect(valueOf(deployment, NAMES.Certificate)).toBe(before);
  });
  const { physicalResourceId } = await update;
  expect(physicalResourceId).not.toBe(old);
  expect(shown(deployment)).toContain(WWW);
  await deployment.deleted(FIRST, old);
  expect(shown(deployment)).toContain(WWW);
  await deployment.deleted(SECOND, physicalResourceId);
  expect(namesIn(deployment)).toEqual([]);
});

test('The rollback of a replacement shows the old certificate again, and the clean-up leaves it alone', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created(FIRST);
  const { physicalResourceId } = await deployment.updated(SECOND, old);
  const rollback = await deployment.updated(FIRST, physicalResourceId);
  expect(rollback.physicalResourceId).toBe(old);
  expect(shown(deployment)).toContain(`a.${DOMAIN}`);
  await deployment.deleted(SECOND, physicalResourceId);
  expect(shown(deployment)).toContain(`a.${DOMAIN}`);
});

test('A replacement that fails leaves the PEM of the certificate that is there', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created(FIRST);
  deployment.emulator.refuse(WWW, 'CAA_ERROR');
  const outcome = await deployment.cloudFormation.update(deployment.properties(SECOND), {
    physicalResourceId: old,
  });
  expect(outcome.status).toBe('FAILED');
  await deployment.updated(FIRST, old);
  expect(shown(deployment)).toContain(`a.${DOMAIN}`);
});

test('Other names are written before the old ones are removed', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(PEM);
  await deployment.updated({ PemParameters: OTHERS }, physicalResourceId);
  expect(namesIn(deployment)).toEqual([OTHERS.Chain, OTHERS.Certificate]);
  const writes = deployment.emulator.history.map(({ operation }) => operation);
  expect(writes.lastIndexOf('PutParameter')).toBeLessThan(writes.indexOf('DeleteParameter'));
});

test('Names that are given back at once are waited for as long as Parameter Store wants', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(PEM);
  await deployment.updated({ PemParameters: OTHERS }, physicalResourceId);
  await deployment.updated(PEM, physicalResourceId);
  expect(namesIn(deployment)).toEqual([NAMES.Chain, NAMES.Certificate]);
});

test('One of the names may change, and the names may be exchanged', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(PEM);
  const one = { Certificate: NAMES.Certificate, Chain: OTHERS.Chain };
  await deployment.updated({ PemParameters: one }, physicalResourceId);
  expect(namesIn(deployment)).toEqual([OTHERS.Chain, NAMES.Certificate]);
  const exchanged = { Certificate: one.Chain, Chain: one.Certificate };
  await deployment.updated({ PemParameters: exchanged }, physicalResourceId);
  expect(shown(deployment, exchanged.Certificate)).toContain(DOMAIN);
  expect(namesIn(deployment)).toHaveLength(2);
});

test('Parameters that are declared no more are removed by the update', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(PEM);
  const { data } = await deployment.updated({}, physicalResourceId);
  expect(data).toEqual({});
  expect(namesIn(deployment)).toEqual([]);
});

test('Parameters that are declared no more by a replacement go with the old certificate', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created(FIRST);
  await deployment.updated({ SubjectAlternativeNames: [WWW] }, old);
  expect(shown(deployment)).toContain(`a.${DOMAIN}`);
  await deployment.deleted(FIRST, old);
  expect(namesIn(deployment)).toEqual([]);
});

test('A parameter that somebody else has made is refused, and stays as it is', async () => {
  const deployment = await start();
  const mine = { Name: NAMES.Chain, Value: 'mine', Type: 'String' } as const;
  await somebody(deployment).send(new PutParameterCommand(mine));
  const outcome = await deployment.cloudFormation.create(deployment.properties(PEM));
  expect(outcome).toMatchObject({
    status: 'FAILED',
    reason: expect.stringMatching(
      /^parameter \/app\/chain is there already.*\[PARAMETER_TAKEN]$/,
    ) as string,
  });
  await deployment.deleted(PEM, outcome.physicalResourceId);
  expect(deployment.certificates()).toEqual([]);
  expect(namesIn(deployment)).toEqual([NAMES.Chain]);
  expect(valueOf(deployment, NAMES.Chain)).toBe('mine');
});

test('An update in place that wants a parameter of somebody else fails, and its rollback does not', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(PEM);
  const mine = { Name: OTHERS.Certificate, Value: 'mine', Type: 'String' } as const;
  await somebody(deployment).send(new PutParameterCommand(mine));
  const wanted = deployment.properties({ PemParameters: OTHERS });
  const outcome = await deployment.cloudFormation.update(wanted, { physicalResourceId });
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
  await deployment.updated(PEM, physicalResourceId);
  expect(namesIn(deployment)).toEqual([NAMES.Chain, OTHERS.Certificate, NAMES.Certificate]);
  expect(valueOf(deployment, OTHERS.Certificate)).toBe('mine');
});

test('A replacement that wants a parameter of somebody else deletes what it has requested', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created({ ...FIRST, PemParameters: OTHERS });
  const mine = { Name: NAMES.Certificate, Value: 'mine', Type: 'String' } as const;
  await somebody(deployment).send(new PutParameterCommand(mine));
  const outcome = await deployment.cloudFormation.update(deployment.properties(SECOND), {
    physicalResourceId: old,
  });
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId: old });
  expect(deployment.certificates().map(({ arn }) => arn)).toEqual([old]);
});

test('A PEM between 4 and 8 KB is an advanced parameter, which stays one when the PEM is smaller again', async () => {
  const deployment = await start({}, { emulator: { rates: 'unlimited' } });
  const tier = (): string | undefined =>
    deployment.emulator.parameters().find(({ name }) => name === NAMES.Certificate)?.tier;
  const { physicalResourceId: old } = await deployment.created({ ...PEM, ...longNames(9) });
  expect(valueOf(deployment, NAMES.Certificate)!.length).toBeGreaterThan(4096);
  expect(tier()).toBe('Advanced');
  const { physicalResourceId } = await deployment.updated(SECOND, old);
  expect(tier()).toBe('Advanced');
  expect(shown(deployment)).toContain(WWW);
  await deployment.deleted(SECOND, physicalResourceId);
  expect(namesIn(deployment)).toEqual([]);
});

test('Names whose PEM cannot fit are refused before anything is requested', async () => {
  const deployment = await start();
  const wanted = deployment.properties({ ...PEM, ...longNames(40) });
  const outcome = await deployment.cloudFormation.create(wanted);
  expect(outcome).toMatchObject({
    status: 'FAILED',
    reason: expect.stringContaining('a parameter holds 8192') as string,
  });
  expect(deployment.calls('RequestCertificate')).toBe(0);
});

test('An oldest version that somebody has labelled is named as what stands in the way', async () => {
  const deployment = await start(PROMPT);
  const { physicalResourceId: old } = await deployment.created(FIRST);
  const ssm = somebody(deployment);
  const label = { Name: NAMES.Certificate, ParameterVersion: 1, Labels: ['live'] };
  await ssm.send(new LabelParameterVersionCommand(label));
  for (let i = 0; i < 99; i += 1) {
    await deployment.timeline.at(deployment.timeline.elapsed + 1, () =>
      ssm.send(
        new PutParameterCommand({ Name: NAMES.Certificate, Value: `${i}`, Overwrite: true }),
      ),
    );
  }
  const outcome = await deployment.cloudFormation.update(deployment.properties(SECOND), {
    physicalResourceId: old,
  });
  expect(outcome).toMatchObject({
    status: 'FAILED',
    reason: expect.stringContaining('ParameterMaxVersionLimitExceeded') as string,
  });
});

test.each([
  ['ThrottlingException', 400],
  ['TooManyUpdates', 400],
  ['InternalServerError', 500],
  ['AccessDeniedException', 400],
])('%s from Parameter Store means not yet', async (error, status) => {
  const deployment = await start(PROMPT);
  const fail = (...operations: string[]): void => {
    for (const operation of operations)
      deployment.emulator.fail({ operation, error, status, times: 2 });
  };
  fail('PutParameter', 'ListTagsForResource');
  const { physicalResourceId } = await deployment.created(PEM);
  expect(namesIn(deployment)).toHaveLength(2);
  fail('GetParameter', 'ListTagsForResource');
  await deployment.updated({ ...PEM, Tags: [{ Key: 'team', Value: 'blue' }] }, physicalResourceId);
  fail('DeleteParameter', 'ListTagsForResource');
  await deployment.deleted(PEM, physicalResourceId);
  expect(namesIn(deployment)).toEqual([]);
});

test('An answer that is lost after the act writes nothing twice', async () => {
  const deployment = await start(PROMPT);
  deployment.emulator.fail({ operation: 'PutParameter', afterAct: true });
  await deployment.created(PEM);
  expect(deployment.emulator.parameters().map(({ version }) => version)).toEqual([1, 1]);
});

test('Parameters that may not be written for minutes fail the deployment', async () => {
  const deployment = await start(PROMPT);
  const error = 'AccessDeniedException';
  deployment.emulator.fail({ operation: 'PutParameter', error, untilMs: Infinity });
  const outcome = await deployment.cloudFormation.create(deployment.properties(PEM));
  expect(outcome).toMatchObject({
    status: 'FAILED',
    reason: expect.stringContaining('ssm:PutParameter of /app/pem: AccessDenied') as string,
  });
  expect(outcome.seconds).toBeLessThan(4 * MINUTE);
});

test('Parameters that may not be deleted do not keep the certificate: the answer says so', async () => {
  const deployment = await start(PROMPT);
  const { physicalResourceId } = await deployment.created(PEM);
  const error = 'AccessDeniedException';
  deployment.emulator.fail({ operation: 'DeleteParameter', error, untilMs: Infinity });
  const { reason } = await deployment.deleted(PEM, physicalResourceId);
  expect(reason).toMatch(
    /Parameters that had its PEM may be left: ssm:DeleteParameter.*\[PARAMETERS_KEPT]$/,
  );
  expect(deployment.certificates()).toEqual([]);
});

test('A create that was given up leaves no parameters, whenever it was stopped', async () => {
  for (let seconds = 8; seconds <= 20; seconds += 1) {
    const deployment = await start(PROMPT);
    void deployment.cloudFormation.create(deployment.properties(PEM));
    await deployment.timeline.at(seconds, () => undefined);
    await deployment.deleted(PEM, INVENTED);
    expect([seconds, namesIn(deployment), deployment.certificates()]).toEqual([seconds, [], []]);
  }
});

test('What was never requested is deleted without Parameter Store', async () => {
  const deployment = await start();
  deployment.emulator.fail({ operation: 'RequestCertificate', error: 'LimitExceededException' });
  const outcome = await deployment.cloudFormation.create(deployment.properties(PEM));
  expect(outcome.status).toBe('FAILED');
  await deployment.deleted(PEM, outcome.physicalResourceId);
  expect(deployment.calls('ListTagsForResource')).toBe(0);
});

test('A certificate that somebody deleted and an update requests anew is shown, and the old one is not', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created(PEM);
  await deployment.deleteBehindItsBack(old);
  const before = valueOf(deployment, NAMES.Certificate);
  const changed = { ...PEM, ValidationTimeoutSeconds: 600 };
  const { physicalResourceId } = await deployment.updated(changed, old);
  expect(physicalResourceId).not.toBe(old);
  expect(valueOf(deployment, NAMES.Certificate)).not.toBe(before);
  await deployment.deleted(PEM, old);
  expect(namesIn(deployment)).toHaveLength(2);
});

test('Where the records of a rollback cannot be written, the old certificate is shown all the same', async () => {
  const deployment = await start(PROMPT);
  const { physicalResourceId: old } = await deployment.created(FIRST);
  const { physicalResourceId } = await deployment.updated(SECOND, old);
  deployment.emulator.fail({
    operation: 'ChangeResourceRecordSets',
    error: 'NoSuchHostedZone',
    status: 404,
    untilMs: Infinity,
  });
  const rollback = await deployment.updated(FIRST, physicalResourceId);
  expect(rollback).toMatchObject({
    physicalResourceId: old,
    reason: expect.stringContaining('NoSuchHostedZone') as string,
  });
  expect(shown(deployment)).toContain(`a.${DOMAIN}`);
});

test('A stack whose provider is in another one has its parameters, too', async () => {
  const deployment = await start();
  const properties = { ...deployment.iam.propertiesOfServedStack(), ...PEM };
  const { physicalResourceId } = await deployment.created(properties);
  expect(namesIn(deployment)).toHaveLength(2);
  await deployment.deleted(properties, physicalResourceId);
  expect(namesIn(deployment)).toEqual([]);
});

test('Records and parameters are removed by the same delete', async () => {
  const deployment = await start();
  const HostedZones = [{ HostedZoneId: deployment.hostedZoneId, Name: DOMAIN }];
  const removing = deployment.iam.propertiesWithRemoval({ HostedZones });
  const properties = { ...removing, ...PEM };
  const { physicalResourceId } = await deployment.created(properties);
  await deployment.deleted(properties, physicalResourceId);
  expect([namesIn(deployment), deployment.records()]).toEqual([[], []]);
});

/** The longest first name, and so many others whose validation records have names as long as they may be. */
function longNames(count: number): { DomainName: string; SubjectAlternativeNames: string[] } {
  const rest = [60, 60, 60, 13].map((length) => 'x'.repeat(length)).join('.');
  return {
    DomainName: `${'x'.repeat(63 - DOMAIN.length)}.${DOMAIN}`,
    SubjectAlternativeNames: Array.from({ length: count }, (_, i) => `n${i}.${rest}.${DOMAIN}`),
  };
}
