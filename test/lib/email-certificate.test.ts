import { CfnParameter, Duration, type Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { RESOURCE_TYPE } from '../../contract/properties';
import { EmailCertificate, type EmailCertificateProps } from '../../lib';
import { DOMAIN } from '../support/names';
import { certificateIn, newStack } from '../support/synth';

const WWW = `www.${DOMAIN}`;
const API = `api.${DOMAIN}`;

function emailCertificateIn(
  stack: Stack,
  props: Partial<EmailCertificateProps> = {},
): EmailCertificate {
  return new EmailCertificate(stack, 'Certificate', { domainName: DOMAIN, ...props });
}

test('The handler reads the method, the domains and the times', () => {
  const stack = newStack();
  emailCertificateIn(stack, {
    subjectAlternativeNames: [API, `*.${DOMAIN}`],
    validationDomains: { [`${API.toUpperCase()}.`]: `${DOMAIN.toUpperCase()}.` },
    resendAfter: [Duration.minutes(5), Duration.minutes(15)],
    region: 'us-east-1',
    validationTimeout: Duration.minutes(30),
  });
  Template.fromStack(stack).hasResourceProperties(RESOURCE_TYPE, {
    Region: 'us-east-1',
    DomainName: DOMAIN,
    ValidationTimeoutSeconds: 1800,
    ValidationMethod: 'EMAIL',
    ValidationDomains: [{ DomainName: API, ValidationDomain: DOMAIN }],
    ResendAfterSeconds: [300, 900],
    HostedZones: Match.absent(),
  });
});

test('Nothing is written where it is as by default', () => {
  const stack = newStack();
  emailCertificateIn(stack);
  Template.fromStack(stack).hasResourceProperties(RESOURCE_TYPE, {
    ValidationMethod: 'EMAIL',
    ValidationDomains: Match.absent(),
    ResendAfterSeconds: Match.absent(),
  });
});

test('Under the same id both classes have one logical id, and attributes that read alike', () => {
  const [byDns, byEmail] = [newStack(), newStack()];
  const [one, other] = [certificateIn(byDns), emailCertificateIn(byEmail)];
  const idIn = (stack: Stack): string[] =>
    Object.keys(Template.fromStack(stack).findResources(RESOURCE_TYPE));
  expect(idIn(byEmail)).toEqual(idIn(byDns));
  expect(byEmail.resolve(other.certificateArn)).toEqual(byDns.resolve(one.certificateArn));
  expect(byEmail.resolve(other.certificateRef)).toEqual(byDns.resolve(one.certificateRef));
});

test('A domain that is a token is left to the deployment', () => {
  const stack = newStack();
  const domain = new CfnParameter(stack, 'Domain').valueAsString;
  emailCertificateIn(stack, { validationDomains: { [DOMAIN]: domain } });
  Template.fromStack(stack).hasResourceProperties(RESOURCE_TYPE, {
    ValidationDomains: [{ DomainName: DOMAIN, ValidationDomain: { Ref: 'Domain' } }],
  });
});

test.each<[string, Partial<EmailCertificateProps>, string]>([
  [
    'a domain that is not above the name',
    { validationDomains: { [DOMAIN]: 'example.org' } },
    `validationDomains['${DOMAIN}'] 'example.org' is neither '${DOMAIN}' nor a domain above it`,
  ],
  [
    'a domain that ends like the name, within a label',
    { validationDomains: { [DOMAIN]: DOMAIN.slice(1) } },
    'nor a domain above it',
  ],
  [
    'the domain of a name that is not on the certificate',
    { validationDomains: { [API]: DOMAIN } },
    `validationDomains['${API}'] is for no name of the certificate; leave it out`,
  ],
  [
    'two domains for one name',
    {
      subjectAlternativeNames: [API],
      validationDomains: { [API]: DOMAIN, [API.toUpperCase()]: API },
    },
    `validationDomains has two domains for '${API}'`,
  ],
  [
    'times that are too close',
    { resendAfter: [Duration.minutes(1), Duration.seconds(80)] },
    'resendAfter: 80 s is less than 30 s after the time before, 60 s',
  ],
  [
    'a time that never comes',
    { resendAfter: [Duration.minutes(10)], validationTimeout: Duration.minutes(10) },
    'resendAfter: 600 s is not below the 10 minutes that the deployment waits',
  ],
  [
    'a time that is not known',
    { resendAfter: [Duration.seconds(Token.asNumber({ Ref: 'Seconds' }))] },
    'resendAfter is not known while synthesizing',
  ],
  [
    'times of a certificate that is not waited for',
    { resendAfter: [Duration.minutes(1)], waitForIssuance: false },
    'resendAfter is given, and waitForIssuance is false',
  ],
])('%s is refused', (_what, props, message) => {
  expect(() => emailCertificateIn(newStack(), props)).toThrow(message);
});

test('Whoever declares one is told until when ACM validates by e-mail', () => {
  const stack = newStack();
  emailCertificateIn(stack);
  const text = Match.stringLikeRegexp('in the course of 2027.*emailValidationEnds');
  Annotations.fromStack(stack).hasWarning('/Stack/Certificate', text);
});

test('Mails to a name below another one are a warning, but not without a leading www or asterisk', () => {
  const warnings = (subjectAlternativeNames: string[], validationDomains = {}): number => {
    const stack = newStack();
    emailCertificateIn(stack, { subjectAlternativeNames, validationDomains });
    const text = Match.stringLikeRegexp(
      `the mails for '${API}' go to mailboxes such as admin@${API}`,
    );
    return Annotations.fromStack(stack).findWarning('/Stack/Certificate', text).length;
  };
  expect(warnings([API, WWW, `*.${DOMAIN}`])).toBe(1);
  expect(warnings([WWW, `*.${DOMAIN}`])).toBe(0);
  expect(warnings([API], { [API]: DOMAIN })).toBe(0);
});
