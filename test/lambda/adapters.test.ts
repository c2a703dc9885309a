// The adapters, and whole ticks over them, against the emulator in the same process through the real SDK.
import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { Route53Client } from '@aws-sdk/client-route-53';
import { MovableClock, startEmulator } from 'acm-emulator';
import type { Known } from '../../contract/state';
import { acmCertificates } from '../../lambda/acm';
import type { CertificateSearch } from '../../lambda/core/ports';
import type { TickResult } from '../../lambda/core/lifecycle';
import { tick } from '../../lambda/core/tick';
import { route53ValidationRecords } from '../../lambda/route53';
import { createRequest, deleteRequest, SPEC } from '../support/certificates';
import { DOMAIN, namesUnderDomain } from '../support/names';

const clock = new MovableClock();
// Most tests make all their calls at one moment of the clock, and read at once what they have made.
const emulator = startEmulator({
  ...{ clock, rates: 'unlimited' },
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
    await expect(certificates.describe(arn)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('a search', () => {
  const searcher = { ...owner, logicalResourceId: 'Searcher' };
  const search = (): CertificateSearch => ({
    region: 'eu-west-1',
    owner: searcher,
    requestedSince: clock.now() - 60_000,
  });

  test('finds what carries both tags, whatever its key, and nothing else', async () => {
    const mine = await request(`mine.${DOMAIN}`, 'mine', searcher);
    await request(`theirs.${DOMAIN}`, 'theirs', { ...searcher, stackId: 'other' });
    await request(`sibling.${DOMAIN}`, 'sibling', { ...searcher, logicalResourceId: 'Sibling' });
    const elliptic = await acm('eu-west-1').send(
      new RequestCertificateCommand({
        DomainName: `elliptic.${DOMAIN}`,
        ValidationMethod: 'DNS',
        KeyAlgorithm: 'EC_prime256v1',
        Tags: [
          { Key: 'cdk-dns-certificate:stack', Value: searcher.stackId },
          { Key: 'cdk-dns-certificate:resource', Value: searcher.logicalResourceId },
        ],
      }),
    );
    const found = await certificates.find(search());
    expect([...found].sort()).toEqual([mine, elliptic.CertificateArn].sort());
    expect(await certificates.find({ ...search(), region: 'us-east-1' })).toEqual([]);
  });

  test('reads every page of the list', async () => {
    const many = { ...searcher, logicalResourceId: 'Many' };
    const region = 'eu-north-1';
    const requested = await Promise.all(
      Array.from({ length: 1001 }, (_, n) => {
        const wanted = { ...spec, region, domainName: `n${n}.${DOMAIN}` };
        return certificates.request(
          { ...wanted, subjectAlternativeNames: [] },
          { owner: many, requestId: 'many' },
        );
      }),
    );
    const found = await certificates.find({ ...search(), region, owner: many });
    expect([...found].sort()).toEqual(requested.sort());
  });

  test('leaves out what is older', async () => {
    const old = { ...searcher, logicalResourceId: 'Old' };
    await request(`old.${DOMAIN}`, 'old', old);
    expect(await certificates.find({ ...search(), owner: old })).toHaveLength(1);
    clock.advance(61);
    expect(await certificates.find({ ...search(), owner: old })).toEqual([]);
  });

  test.each([
    ['it may not read', 'AccessDeniedException', 'ACCESS_DENIED'],
    ['it cannot read now', 'ThrottlingException', 'UNAVAILABLE'],
  ])('does not pass over a certificate whose tags %s', async (_case, error, code) => {
    await request(`tagged.${DOMAIN}`, error);
    emulator.fail({ operation: 'ListTagsForCertificate', error, status: 400 });
    await expect(certificates.find(search())).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`acm:ListTagsForCertificate: ${error}`) as string,
    });
  });

  test('passes over a certificate that is deleted meanwhile', async () => {
    await request(`vanishing.${DOMAIN}`);
    const error = 'ResourceNotFoundException';
    emulator.fail({ operation: 'ListTagsForCertificate', error, status: 400, times: 2 });
    expect(await certificates.find({ ...search(), owner })).toHaveLength(1);
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
    ).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('ticks', () => {
  let startedAt: number;
  beforeAll(() => {
    startedAt = clock.now();
  });
  const create = { ...createRequest, owner, requestId: 'ticks', spec };
  const moment = (): { now: number; startedAt: number; jitter: number } => ({
    now: clock.now(),
    startedAt,
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
    const others = { described: ['other'], published: ['other'] };
    const { known } = await untilResponded(others);
    expect(known).toMatchObject({
      described: ['other', known.requested],
      published: ['other', known.requested],
    });
  });

  test('delete what they have created', async () => {
    const { known } = await untilResponded();
    const physicalResourceId = known.response!.physicalResourceId;
    const remove = { ...deleteRequest, owner, physicalResourceId };
    const result = await tick(
      remove,
      { known: {}, moment: { ...moment(), startedAt: clock.now() } },
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
    const late = { ...moment(), startedAt: clock.now() - (55 * 60 - 7) * 1000 };
    const { known } = pending;
    const result = await tick(
      create,
      { known: { ...known, published: [known.requested!] }, moment: late },
      world,
    );
    expect(result.seconds).toBe(7);
  });

  test('ask less often when they are throttled', async () => {
    emulator.fail({ operation: 'RequestCertificate', error: 'ThrottlingException', status: 400 });
    const other = { ...create, requestId: 'throttled' };
    const result = await tick(
      other,
      { known: {}, moment: { ...moment(), startedAt: clock.now() } },
      world,
    );
    expect(result).toMatchObject({ seconds: 3, known: {} });
    expect(result.reason).toContain('not yet: acm:RequestCertificate: ThrottlingException');
  });
});
