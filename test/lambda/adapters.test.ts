// The adapters, and whole ticks over them, against the emulator in the same process through the real SDK.
import { AccountClient } from '@aws-sdk/client-account';
import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SSMClient } from '@aws-sdk/client-ssm';
import { MovableClock, startEmulator } from 'acm-emulator';
import type { Known } from '../../contract/state';
import { accountRegions } from '../../lambda/account';
import { acmCertificates } from '../../lambda/acm';
import type { TickResult } from '../../lambda/core/lifecycle';
import type { Moment } from '../../lambda/core/schedule';
import { tick } from '../../lambda/core/tick';
import { route53ValidationRecords } from '../../lambda/route53';
import { ssmParameters } from '../../lambda/ssm';
import { createRequest, deleteRequest, SPEC } from '../support/certificates';
import { DOMAIN, namesUnderDomain } from '../support/names';

const clock = new MovableClock();
// Most tests make all their calls at one moment of the clock, and read at once what they have made.
const emulator = startEmulator({
  clock,
  rates: 'unlimited',
  timings: { changeSeconds: 0, detailSeconds: 0, listedAfterSeconds: 0 },
});
const hostedZoneId = emulator.createHostedZone(DOMAIN);
const spec = { ...SPEC, hostedZones: [{ hostedZoneId, name: DOMAIN }] };
const CLIENT = {
  requestHandler: emulator.requestHandler,
  credentials: { accessKeyId: '000000000000', secretAccessKey: 'secret' },
  maxAttempts: 1,
};
const acm = (region: string): ACMClient => new ACMClient({ ...CLIENT, region });
const world = {
  certificates: acmCertificates(acm),
  validationRecords: route53ValidationRecords(
    () => new Route53Client({ ...CLIENT, region: 'eu-west-1' }),
  ),
  regions: accountRegions(() => new AccountClient({ ...CLIENT, region: 'eu-west-1' })),
  parameters: ssmParameters(() => new SSMClient({ ...CLIENT, region: 'eu-west-1' })),
  executions: {
    list: () => Promise.resolve([]),
    stop: () => Promise.resolve(),
    ask: () => Promise.reject(new Error('nobody is asked')),
  },
};
const { certificates, validationRecords } = world;
const owner = {
  stackId: 'arn:aws:cloudformation:eu-west-1:000000000000:stack/S/1',
  logicalResourceId: 'C',
};

afterAll(() => emulator.close());

async function request(name: string, requestId = name, whose = owner): Promise<string> {
  const wanted = { ...spec, domainName: name, subjectAlternativeNames: [] };
  return certificates.request(wanted, { owner: whose, requestId });
}

describe('a request', () => {
  test('made twice for one event is one certificate', async () => {
    expect(await request(`once.${DOMAIN}`)).toBe(await request(`once.${DOMAIN}`));
  });

  test.each([
    ['another event', `same.${DOMAIN}`, 'other', owner],
    ['another name', `different.${DOMAIN}`, 'same', owner],
    ['another resource', `same.${DOMAIN}`, 'same', { ...owner, logicalResourceId: 'D' }],
    ['another stack', `same.${DOMAIN}`, 'same', { ...owner, stackId: `${owner.stackId}2` }],
  ])('made for %s is another certificate', async (_case, name, requestId, whose) => {
    const first = await request(`same.${DOMAIN}`, 'same');
    expect(await request(name, requestId, whose)).not.toBe(first);
  });

  test('with another salt is another certificate, and the same when it is made twice', async () => {
    const salted = { ...spec, domainName: `salted.${DOMAIN}`, subjectAlternativeNames: [] };
    const requester = { owner, requestId: 'salted' };
    const first = await certificates.request(salted, requester);
    const second = await certificates.request(salted, { ...requester, tokenSalt: 1 });
    expect(second).not.toBe(first);
    expect(await certificates.request(salted, { ...requester, tokenSalt: 1 })).toBe(second);
  });

  test('refused for good says so', async () => {
    const subjectAlternativeNames = namesUnderDomain(10);
    await expect(
      certificates.request({ ...spec, subjectAlternativeNames }, { owner, requestId: 'too many' }),
    ).rejects.toMatchObject({ code: 'REFUSED' });
  });
});

describe('a look', () => {
  test('sees names, status and, when they are there, records', async () => {
    const arn = await certificates.request(spec, { owner, requestId: 'look' });
    clock.advance(60);
    expect(await certificates.describe(arn)).toEqual({
      certificateArn: arn,
      isInFull: true,
      keyAlgorithm: 'RSA_2048',
      isExportable: false,
      method: 'DNS',
      isChangingMethod: false,
      status: 'PENDING_VALIDATION',
      domainName: DOMAIN,
      names: [DOMAIN, `*.${DOMAIN}`],
      inUseBy: [],
      domainValidations: [DOMAIN, `*.${DOMAIN}`].map((domainName) => ({
        domainName,
        status: 'PENDING_VALIDATION',
        record: {
          name: expect.stringMatching(new RegExp(`^_[0-9a-f]{32}\\.${DOMAIN}\\.$`)) as string,
          value: expect.stringMatching(/\.acm-validations\.aws\.$/) as string,
        },
      })),
    });
  });

  test('at what does not exist is no error', async () => {
    const arn =
      'arn:aws:acm:eu-west-1:000000000000:certificate/12345678-1234-1234-1234-123456789012';
    expect(await certificates.describe(arn)).toBeUndefined();
    expect(await certificates.delete(arn)).toBe('DELETED');
  });

  test('that is throttled means not yet', async () => {
    const arn = await request(`throttled.${DOMAIN}`);
    emulator.fail({ operation: 'DescribeCertificate', error: 'ThrottlingException', status: 400 });
    await expect(certificates.describe(arn)).rejects.toMatchObject({ code: 'THROTTLED' });
  });
});

describe('a list', () => {
  const region = 'eu-north-1';

  test('has what has the first name, whatever its key, the newest first', async () => {
    const domainName = `listed.${DOMAIN}`;
    const wanted = { ...spec, region, domainName, subjectAlternativeNames: [] };
    const older = await certificates.request(wanted, { owner, requestId: 'older' });
    clock.advance(10);
    const { CertificateArn: newer } = await acm(region).send(
      new RequestCertificateCommand({
        DomainName: domainName,
        ValidationMethod: 'DNS',
        KeyAlgorithm: 'EC_prime256v1',
      }),
    );
    await certificates.request(
      { ...wanted, domainName: `unlisted.${DOMAIN}` },
      { owner, requestId: 'unlisted' },
    );
    expect(await certificates.list({ region, domainName })).toEqual({
      certificateArns: [newer, older],
    });
    const requestedSince = clock.now() - 5_000;
    expect(await certificates.list({ region, domainName, requestedSince })).toEqual({
      certificateArns: [newer],
    });
    const requestedBefore = requestedSince;
    expect(await certificates.list({ region, domainName, requestedBefore })).toEqual({
      certificateArns: [older],
    });
  });

  test('of more than a thousand has pages, and no further one than is needed', async () => {
    const many = 'sa-east-1';
    const beganAt = clock.now();
    for (let n = 0; n <= 1000; n += 1) {
      const wanted = { ...spec, region: many, domainName: `n${n}.${DOMAIN}` };
      await certificates.request(
        { ...wanted, subjectAlternativeNames: [] },
        { owner, requestId: 'many' },
      );
      if (n === 0) clock.advance(60);
    }
    const first = await certificates.list({ region: many });
    expect(first.certificateArns).toHaveLength(1000);
    const { nextToken } = first;
    const rest = await certificates.list({ region: many, nextToken: nextToken! });
    expect(rest.certificateArns).toHaveLength(1);
    const recent = { region: many, requestedSince: beganAt + 30_000, nextToken: nextToken! };
    expect(await certificates.list(recent)).toEqual({ certificateArns: [] });
  });
});

describe('whose a certificate is', () => {
  test.each([
    ['its own', owner, false, 'OWN'],
    ['its own, but kept on purpose', owner, true, 'RETAINED'],
    ['of another resource', { ...owner, logicalResourceId: 'Sibling' }, false, 'FOREIGN'],
    ['of another stack', { ...owner, stackId: `${owner.stackId}2` }, false, 'FOREIGN'],
  ])('it is told that it is %s', async (title, requester, isRetained, expected) => {
    const wanted = { ...spec, isRetained, subjectAlternativeNames: [] };
    const arn = await certificates.request(wanted, { owner: requester, requestId: title });
    expect(await certificates.ownership(arn, owner)).toBe(expected);
  });

  test.each([
    ['AccessDeniedException', 'ACCESS_DENIED'],
    ['ThrottlingException', 'THROTTLED'],
  ])('is not passed over when its tags cannot be read (%s)', async (error, code) => {
    const arn = await request(`tagged.${DOMAIN}`, error);
    emulator.fail({ operation: 'ListTagsForCertificate', error, status: 400 });
    await expect(certificates.ownership(arn, owner)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`acm:ListTagsForCertificate: ${error}`) as string,
    });
  });

  test('does not matter when it was deleted meanwhile', async () => {
    const arn = await request(`vanishing.${DOMAIN}`);
    const error = 'ResourceNotFoundException';
    emulator.fail({ operation: 'ListTagsForCertificate', error, status: 400 });
    expect(await certificates.ownership(arn, owner)).toBe('FOREIGN');
  });
});

describe('records', () => {
  const record = { name: `_x.records.${DOMAIN}`, value: '_y.acm-validations.aws' };
  const inZone = (): unknown[] =>
    emulator.records(hostedZoneId).filter(({ name }) => name.startsWith('_x.records'));

  test('written twice are there once', async () => {
    await validationRecords.upsert({ hostedZoneId, records: [record] });
    await validationRecords.upsert({ hostedZoneId, records: [record] });
    expect(inZone()).toEqual([expect.objectContaining({ type: 'CNAME', ttl: 300 })]);
  });

  test.each([
    ['a zone that does not exist', 'ZNOSUCHZONE', record, 'NoSuchHostedZone'],
    [
      'a name outside the zone',
      hostedZoneId,
      { ...record, name: '_x.example.org' },
      'InvalidChangeBatch',
    ],
  ])('for %s are refused', async (_case, zone, wrong, name) => {
    await expect(
      validationRecords.upsert({ hostedZoneId: zone, records: [wrong] }),
    ).rejects.toMatchObject({ code: 'REFUSED', message: expect.stringContaining(name) as string });
  });

  test('while Route 53 is busy mean not yet', async () => {
    emulator.fail({
      operation: 'ChangeResourceRecordSets',
      error: 'PriorRequestNotComplete',
      status: 400,
    });
    await expect(
      validationRecords.upsert({ hostedZoneId, records: [record] }),
    ).rejects.toMatchObject({ code: 'ZONE_BUSY' });
  });
});

describe('ticks', () => {
  let begunAt: number;
  beforeAll(() => {
    begunAt = clock.now();
  });
  const create = { ...createRequest, owner, requestId: 'ticks', spec };
  const moment = (): Moment => ({
    now: clock.now(),
    begunAt,
    startedAt: begunAt,
    jitter: 0,
  });

  async function untilResponded(known: Known = {}): Promise<TickResult> {
    for (;;) {
      const result = await tick(create, { known, moment: moment() }, world);
      if (result.known.response !== undefined) return result;
      known = result.known;
      clock.advance(result.seconds);
    }
  }

  test('that start again from nothing come to the same certificate', async () => {
    const first = await tick(create, { known: {}, moment: moment() }, world);
    const second = await tick(create, { known: {}, moment: moment() }, world);
    expect(second).toEqual(first);
    expect(first).toMatchObject({
      seconds: 1,
      known: { requested: expect.any(String) as string },
    });
  });

  test('run twice in every state still make one certificate and one response', async () => {
    let known: Known = {};
    let responses = 0;
    while (responses === 0) {
      await tick(create, { known, moment: moment() }, world);
      const result = await tick(create, { known, moment: moment() }, world);
      known = result.known;
      if (known.response !== undefined) responses += 1;
      clock.advance(result.seconds);
    }
    expect(known.response).toMatchObject({
      status: 'SUCCESS',
      physicalResourceId: known.requested,
    });
  });

  test('keep what they know of other certificates', async () => {
    const { known } = await untilResponded({ described: ['other'], publishedAt: { other: 1 } });
    expect(known).toMatchObject({
      described: ['other', known.requested],
      publishedAt: { other: 1, [known.requested!]: expect.any(Number) as number },
    });
  });

  test('delete what they have created', async () => {
    const { known } = await untilResponded();
    const physicalResourceId = known.response!.physicalResourceId;
    const remove = { ...deleteRequest, owner, physicalResourceId };
    const result = await tick(
      remove,
      { known: {}, moment: { ...moment(), begunAt: clock.now() } },
      world,
    );
    expect(result.known.response).toMatchObject({ status: 'SUCCESS', physicalResourceId });
    expect(await certificates.describe(physicalResourceId)).toBeUndefined();
  });

  test('do not hide a mistake of the program', async () => {
    const mistake = new TypeError('x is not a function');
    const broken = {
      ...world,
      certificates: { ...certificates, request: () => Promise.reject(mistake) },
    };
    await expect(tick(create, { known: {}, moment: moment() }, broken)).rejects.toBe(mistake);
  });

  test('never wait beyond the deadline', async () => {
    const pending = await tick(create, { known: {}, moment: moment() }, world);
    const late = { ...moment(), begunAt: clock.now() - (55 * 60 - 7) * 1000 };
    const { known } = pending;
    const result = await tick(
      create,
      { known: { ...known, publishedAt: { [known.requested!]: clock.now() } }, moment: late },
      world,
    );
    expect(result.seconds).toBe(7);
  });

  test('forget a failed call after one that worked', async () => {
    const other = { ...create, requestId: 'throttled' };
    const now = { ...moment(), begunAt: clock.now() };
    const error = 'AccessDeniedException';
    emulator.fail({ operation: 'RequestCertificate', error, status: 400 });
    const denied = await tick(other, { known: {}, moment: now }, world);
    expect(denied.reason).toContain(`not yet: acm:RequestCertificate: ${error}`);
    expect(denied.known).toMatchObject({ failures: 1, failingSince: { ACCESS_DENIED: now.now } });
    const { known } = await tick(other, { known: denied.known, moment: now }, world);
    expect(known).not.toHaveProperty('failures');
    expect(known).not.toHaveProperty('failingSince');
  });

  test('do nothing an hour after the request was made', async () => {
    const late = { ...moment(), begunAt: clock.now() - 3_600_000 };
    const { known } = await tick(
      { ...create, requestId: 'late' },
      { known: {}, moment: late },
      world,
    );
    expect(known).toMatchObject({ response: { status: 'FAILED', code: 'TOO_LATE' } });
    expect(known.requested).toBeUndefined();
  });
});

describe('a request', () => {
  test('for another key, or to be exported, is another certificate, as it was asked for', async () => {
    const requester = { owner, requestId: 'kinds' };
    const wanted = { ...spec, domainName: `kinds.${DOMAIN}`, subjectAlternativeNames: [] };
    const ec = { ...wanted, keyAlgorithm: 'EC_prime256v1' as const };
    const arns = [
      await certificates.request(wanted, requester),
      await certificates.request(ec, requester),
      await certificates.request({ ...ec, isExportable: true }, requester),
    ];
    clock.advance(60);
    const seen = await Promise.all(arns.map((arn) => certificates.describe(arn)));
    expect(seen).toMatchObject([
      { certificateArn: arns[0], keyAlgorithm: 'RSA_2048', isExportable: false },
      { certificateArn: arns[1], keyAlgorithm: 'EC_prime256v1', isExportable: false },
      { certificateArn: arns[2], keyAlgorithm: 'EC_prime256v1', isExportable: true },
    ]);
    expect(new Set(arns).size).toBe(3);
  });
});
