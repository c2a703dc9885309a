import {
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  ListCertificatesCommand,
} from '@aws-sdk/client-acm';
import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import type { AuthorizationQuestion } from 'acm-emulator';
import { DOMAIN } from '../support/names';
import { newEmulator } from './support';

/** An emulator whose questions to IAM are kept; what `denies` matches is denied. */
function withIam(denies: (question: AuthorizationQuestion) => boolean = () => false) {
  const questions: AuthorizationQuestion[] = [];
  const emulated = newEmulator({
    authorize: (question) => {
      questions.push(question);
      return denies(question) ? `${question.action} is denied` : undefined;
    },
  });
  return { ...emulated, questions };
}

test('a request is asked for with its names, its options and its tags, and so are the tags', async () => {
  const { request, questions } = withIam();
  await request({
    SubjectAlternativeNames: [`*.${DOMAIN}`],
    KeyAlgorithm: 'EC_prime256v1',
    Options: { Export: 'ENABLED' },
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  const tags = { 'aws:RequestTag/a': ['b'], 'aws:TagKeys': ['a'] };
  const region = { 'aws:RequestedRegion': ['us-east-1'] };
  expect(questions).toEqual([
    expect.objectContaining({
      action: 'acm:RequestCertificate',
      resource: '*',
      context: {
        'acm:DomainNames': [DOMAIN, `*.${DOMAIN}`],
        'acm:ValidationMethod': ['DNS'],
        'acm:KeyAlgorithm': ['EC_prime256v1'],
        'acm:Export': ['ENABLED'],
        'acm:CertificateTransparencyLogging': ['ENABLED'],
        'acm:CertificateKeyPairOrigin': ['AWS_MANAGED'],
        ...tags,
        ...region,
      },
    }),
    expect.objectContaining({
      action: 'acm:AddTagsToCertificate',
      context: { ...tags, ...region },
    }),
  ]);
});

test('a request that is by e-mail as ACM would have it, or private, is asked for as such', async () => {
  const { request, questions } = withIam();
  const CertificateAuthorityArn = 'arn:aws:acm-pca:us-east-1:000000000000:certificate-authority/a';
  await request({ ValidationMethod: undefined });
  await expect(request({ CertificateAuthorityArn })).rejects.toThrow('not through a private CA');
  expect(questions).toMatchObject([
    { context: { 'acm:ValidationMethod': ['EMAIL'] } },
    { context: { 'acm:CertificateAuthority': [CertificateAuthorityArn] } },
  ]);
});

test('what a certificate carries is part of the question about it', async () => {
  const { acm, request, questions } = withIam();
  const CertificateArn = await request({ Tags: [{ Key: 'owner', Value: 'me' }] });
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  expect(questions.at(-1)).toMatchObject({
    action: 'acm:DeleteCertificate',
    resource: CertificateArn,
    context: { 'aws:ResourceTag/owner': ['me'] },
  });
});

test('a change of records is asked for with names in normal form, types and actions', async () => {
  const { emulator, change, questions } = withIam();
  const hostedZoneId = emulator.createHostedZone(DOMAIN);
  await change(
    hostedZoneId,
    ['UPSERT', `_A.${DOMAIN.toUpperCase()}.`, 'v.'],
    ['UPSERT', `_b.${DOMAIN}`, 'v.'],
  );
  const key = 'route53:ChangeResourceRecordSets';
  expect(questions.at(-1)).toMatchObject({
    action: 'route53:ChangeResourceRecordSets',
    resource: `arn:aws:route53:::hostedzone/${hostedZoneId}`,
    context: {
      [`${key}NormalizedRecordNames`]: [`_a.${DOMAIN}`, `_b.${DOMAIN}`],
      [`${key}RecordTypes`]: ['CNAME'],
      [`${key}Actions`]: ['UPSERT'],
    },
  });
});

test('a call that is denied does not act, and says so as its service does', async () => {
  const { acm, route53, request } = withIam(
    ({ action }) => !action.startsWith('acm:Request') && !action.startsWith('acm:AddTags'),
  );
  const CertificateArn = await request();
  const Tags = [{ Key: 'a' }];
  await acm.send(new AddTagsToCertificateCommand({ CertificateArn, Tags }));
  await expect(acm.send(new ListCertificatesCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: 'acm:ListCertificates is denied',
  });
  await expect(route53.send(new ListHostedZonesCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    $metadata: { httpStatusCode: 403 },
  });
});
