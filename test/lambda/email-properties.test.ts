import { readEmailValidation } from '../../lambda/email-properties';
import { readRequest, readResponseTarget } from '../../lambda/event';
import { DOMAIN } from '../support/names';

const WWW = `www.${DOMAIN}`;
const NAMES = [DOMAIN, `*.${DOMAIN}`, WWW];

test('validation by e-mail comes out of the strings that CloudFormation makes of it', () => {
  const domain = { DomainName: `${WWW.toUpperCase()}.`, ValidationDomain: DOMAIN.toUpperCase() };
  const properties = { ValidationDomains: [domain], ResendAfterSeconds: ['600', '1200'] };
  expect(readEmailValidation(properties, NAMES)).toEqual({
    validationDomains: { [WWW]: DOMAIN },
    resendAfterMs: [600_000, 1_200_000],
  });
});

test('what is not said is mails to the names themselves, and again after 20 and 40 minutes', () => {
  expect(readEmailValidation({}, NAMES)).toEqual({
    validationDomains: {},
    resendAfterMs: [1_200_000, 2_400_000],
  });
});

test('a wildcard is validated by the domain that it stands under', () => {
  const domain = { DomainName: `*.${DOMAIN}`, ValidationDomain: DOMAIN };
  expect(readEmailValidation({ ValidationDomains: [domain] }, NAMES)).toMatchObject({
    validationDomains: { [`*.${DOMAIN}`]: DOMAIN },
  });
});

test.each<[string, object, string]>([
  ['domains that are no list', { ValidationDomains: 'x' }, 'a list is needed'],
  ['a domain without a name', { ValidationDomains: [{}] }, 'each is a DomainName and a Validation'],
  [
    'the domain of a name that is not on the certificate',
    { ValidationDomains: [{ DomainName: `api.${DOMAIN}`, ValidationDomain: DOMAIN }] },
    `ValidationDomains 'api.${DOMAIN}' is not on the certificate`,
  ],
  [
    'a domain that is not above the name',
    { ValidationDomains: [{ DomainName: WWW, ValidationDomain: 'example.org' }] },
    `ValidationDomains 'example.org' is neither '${WWW}' nor a domain above it`,
  ],
  [
    'a domain that CDK has not looked up',
    { ValidationDomains: [{ DomainName: WWW, ValidationDomain: 'dummy-value-for-/x' }] },
    'CDK has not looked this up',
  ],
  ['times that fall', { ResendAfterSeconds: ['600', '500'] }, '500 s is less than 30 s after'],
  ['a time that is too soon', { ResendAfterSeconds: ['10'] }, '10 s is less than 30 s after the'],
  ['a time that is none', { ResendAfterSeconds: ['soon'] }, 'NaN s is less than 30 s after'],
])('%s is refused', (_what, properties, message) => {
  expect(() => readEmailValidation({ ...properties }, NAMES)).toThrow(message);
});

test('a certificate by e-mail needs no hosted zone, and one by a method that is not known is refused', () => {
  const event = (ValidationMethod: string) => ({
    RequestType: 'Create',
    RequestId: 'r',
    StackId: 's',
    LogicalResourceId: 'C',
    ResponseURL: 'https://cloudformation-custom-resource-response-euwest1.s3.amazonaws.com/id',
    ResourceProperties: { Region: 'eu-west-1', DomainName: DOMAIN, ValidationMethod },
  });
  const read = (method: string) =>
    readRequest(event(method), readResponseTarget(event(method), {})!, 'eu-west-1');
  expect(read('EMAIL')).toMatchObject({ spec: { hostedZones: [], email: {} } });
  expect(() => read('HTTP')).toThrow("ValidationMethod is 'HTTP': DNS or EMAIL is needed");
});
