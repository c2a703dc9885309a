// Examples of AWS, and what its page says of them.
// https://docs.aws.amazon.com/acm/latest/userguide/acm-conditions.html
import { ALLOW_ALL, decisionOf, type Context } from '../judging';

describe('"Use condition keys with ACM"', () => {
  function isDenied(condition: object, context: Context): boolean {
    const deny = {
      Effect: 'Deny',
      Action: 'acm:RequestCertificate',
      Resource: '*',
      Condition: condition,
    };
    return decisionOf('acm:RequestCertificate', '*', context, [ALLOW_ALL, deny]) === 'ExplicitDeny';
  }

  const roleOf = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const CA = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/CA_ID';
  const byEmailOnlyOneRole = {
    StringLike: { 'acm:ValidationMethod': 'EMAIL' },
    ArnNotLike: { 'aws:PrincipalArn': [roleOf('AllowedEmailValidation')] },
  };
  const noWildcards = { 'ForAnyValue:StringLike': { 'acm:DomainNames': ['${*}.*'] } };
  const onlyAmazon = { 'ForAnyValue:StringNotLike': { 'acm:DomainNames': ['*.amazonaws.com'] } };
  const subdomains = ['support.amazonaws.com', 'developer.amazonaws.com'];
  const onlySubdomains = { 'ForAllValues:StringNotLike': { 'acm:DomainNames': subdomains } };
  const onlyP384 = { StringNotLike: { 'acm:KeyAlgorithm': 'EC_secp384r1' } };
  const noRsa = { StringLike: { 'acm:KeyAlgorithm': 'RSA*' } };
  const onlyPrivate = { StringNotLike: { 'acm:CertificateAuthority': CA } };
  const onlyPublic = { Null: { 'acm:CertificateAuthority': 'false' } };

  const names = (...list: string[]): Context => ({ 'acm:domainnames': list });
  const byEmail = (role: string): Context => ({
    'acm:validationmethod': ['EMAIL'],
    'aws:principalarn': [roleOf(role)],
  });

  it.each<[sentence: string, condition: object, context: Context, denied: boolean]>([
    ['1: e-mail is denied', byEmailOnlyOneRole, byEmail('Other'), true],
    [
      '1: e-mail is not denied to one role',
      byEmailOnlyOneRole,
      byEmail('AllowedEmailValidation'),
      false,
    ],
    ['1: DNS is not denied', byEmailOnlyOneRole, { 'acm:validationmethod': ['DNS'] }, false],
    ['2: a wildcard domain is denied', noWildcards, names('example.com', '*.example.com'), true],
    ['2: other domains are not denied', noWildcards, names('example.com', 'a.example.com'), false],
    ['3: another domain is denied', onlyAmazon, names('a.amazonaws.com', 'example.com'), true],
    [
      '3: the domain itself is not denied',
      onlyAmazon,
      names('a.amazonaws.com', 'b.amazonaws.com'),
      false,
    ],
    [
      '3: other domains only are denied',
      onlySubdomains,
      names('a.amazonaws.com', 'example.com'),
      true,
    ],
    ['3: listed domains are not denied', onlySubdomains, names(...subdomains), false],
    // The page says that every domain must match; by the page on operators its policy asks for one of them.
    [
      '3: a listed domain beside another is not denied',
      onlySubdomains,
      names(subdomains[0]!, 'a.com'),
      false,
    ],
    ['4: another key algorithm is denied', onlyP384, { 'acm:keyalgorithm': ['RSA_2048'] }, true],
    [
      '4: that key algorithm is not denied',
      onlyP384,
      { 'acm:keyalgorithm': ['EC_secp384r1'] },
      false,
    ],
    ['4: any RSA is denied', noRsa, { 'acm:keyalgorithm': ['RSA_4096'] }, true],
    ['4: no RSA is not denied', noRsa, { 'acm:keyalgorithm': ['EC_prime256v1'] }, false],
    ['5: a public certificate is denied', onlyPrivate, {}, true],
    ['5: that authority is not denied', onlyPrivate, { 'acm:certificateauthority': [CA] }, false],
    ['5: any authority is denied', onlyPublic, { 'acm:certificateauthority': [CA] }, true],
    ['5: a public certificate is not denied', onlyPublic, {}, false],
  ])('%s', (_, condition, context, denied) => {
    expect(isDenied(condition, context)).toBe(denied);
  });

  it.each([
    ['ACME', 'Allow'],
    ['AWS_MANAGED', 'ImplicitDeny'],
  ])('6: a certificate with keys of %s may be tagged: %s', (origin, decision) => {
    const action = 'acm:AddTagsToCertificate';
    const condition = { StringEquals: { 'acm:CertificateKeyPairOrigin': 'ACME' } };
    const statements = [{ ...ALLOW_ALL, Action: action, Condition: condition }];
    const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    const context = { 'acm:certificatekeypairorigin': [origin] };
    expect(decisionOf(action, certificate, context, statements)).toBe(decision);
  });
});
