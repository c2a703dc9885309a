import { evaluate, type Policies, type Verdict } from '../support/iam';
import { callOf, document, type Context } from './judging';

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
describe('A role', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/Zone';
  const CALLER = 'arn:aws:iam::111122223333:role/Step';
  const ELSEWHERE = 'arn:aws:iam::444455556666:role/Step';
  const by = (arn: string): Context => ({ 'aws:principalarn': [arn] });
  const service = (name: string): Context => ({ 'aws:principalservicename': [name] });
  const assume = (Resource: string) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource });
  const trust = (principal: unknown, more: object = {}) =>
    document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, ...more });
  const may = { Own: document(assume(ROLE)) };
  const named = trust({ AWS: CALLER });
  const account = trust({ AWS: 'arn:aws:iam::111122223333:root' });
  const namedIf = document(
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: CALLER },
      Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
    },
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } },
  );

  function decide(context: Context, policies: Policies): Verdict {
    return evaluate(callOf('sts:AssumeRole', ROLE, context), policies);
  }

  it.each<[sentence: string, context: Context, policies: Policies, decision: string]>([
    ['by whom it names', by(CALLER), { identity: {}, trust: named }, 'Allow'],
    [
      'not by another of that account',
      by(`${CALLER}2`),
      { identity: may, trust: named },
      'ImplicitDeny',
    ],
    ['by its account, if that lets it', by(CALLER), { identity: may, trust: account }, 'Allow'],
    [
      'not only because its account may',
      by(CALLER),
      { identity: {}, trust: account },
      'ImplicitDeny',
    ],
    [
      'by an account as a number',
      by(CALLER),
      { identity: may, trust: trust({ AWS: '111122223333' }) },
      'Allow',
    ],
    ['not by another account', by(ELSEWHERE), { identity: may, trust: account }, 'ImplicitDeny'],
    [
      'from elsewhere with both',
      by(ELSEWHERE),
      { identity: may, trust: trust({ AWS: ELSEWHERE }) },
      'Allow',
    ],
    [
      'not from elsewhere by name only',
      by(ELSEWHERE),
      { identity: {}, trust: trust({ AWS: ELSEWHERE }) },
      'ImplicitDeny',
    ],
    [
      'by a service',
      service('lambda.amazonaws.com'),
      { identity: {}, trust: trust({ Service: 'lambda.amazonaws.com' }) },
      'Allow',
    ],
    [
      'not by another service',
      service('ec2.amazonaws.com'),
      { identity: {}, trust: trust({ Service: ['lambda.amazonaws.com'] }) },
      'ImplicitDeny',
    ],
    [
      'not by a role where it trusts a service',
      by(CALLER),
      { identity: may, trust: trust({ Service: 'lambda.amazonaws.com' }) },
      'ImplicitDeny',
    ],
    [
      'by one of several',
      by(CALLER),
      { identity: {}, trust: trust({ Service: 'x.amazonaws.com', AWS: ['444455556666', CALLER] }) },
      'Allow',
    ],
    [
      'by whom it names beside its account',
      by(CALLER),
      { identity: {}, trust: trust({ AWS: ['111122223333', CALLER] }) },
      'Allow',
    ],
    [
      'by whom its account lets, though it names them on a condition that is not met',
      by(CALLER),
      { identity: may, trust: namedIf },
      'Allow',
    ],
    [
      'not by whom it names on a condition that is not met, though it trusts the account',
      by(CALLER),
      { identity: {}, trust: namedIf },
      'ImplicitDeny',
    ],
    [
      'not beyond a boundary of whom it names',
      by(CALLER),
      { identity: {}, trust: named, boundary: document(assume(`${ROLE}2`)) },
      'ImplicitDeny',
    ],
  ])('is assumed %s', (_, context, policies, decision) => {
    expect(decide(context, policies).decision).toBe(decision);
  });

  it('says which statement let it be assumed', () => {
    expect(decide(by(CALLER), { identity: may, trust: account }).statement).toBe('Own[0]');
    expect(decide(by(CALLER), { identity: {}, trust: named }).statement).toBe('trust[0]');
  });

  it('is assumed only as the conditions of its trust say', () => {
    const condition = { Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
    const policies = { identity: {}, trust: trust({ Service: 'lambda.amazonaws.com' }, condition) };
    const from = (id: string) => ({
      ...service('lambda.amazonaws.com'),
      'aws:sourceaccount': [id],
    });
    expect(decide(from('111122223333'), policies).decision).toBe('Allow');
    expect(decide(from('444455556666'), policies).decision).toBe('ImplicitDeny');
    expect(decide(service('lambda.amazonaws.com'), policies).decision).toBe('ImplicitDeny');
  });

  it('may deny everyone', () => {
    const deny = { Effect: 'Deny', Action: 'sts:*', Principal: '*' };
    const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: CALLER } };
    const verdict = decide(by(CALLER), { identity: may, trust: document(allow, deny) });
    expect(verdict).toMatchObject({ decision: 'ExplicitDeny', statement: 'trust[1]' });
  });

  it.each<[sentence: string, context: Context, policies: Policies, message: RegExp]>([
    ['trusts everyone', by(CALLER), { identity: may, trust: trust('*') }, /trusts everyone/],
    [
      'trusts a pattern',
      by(CALLER),
      { identity: may, trust: trust({ AWS: 'arn:aws:iam::111122223333:role\/*' }) },
      /unknown principal/,
    ],
    [
      'trusts a session',
      by(CALLER),
      { identity: may, trust: trust({ AWS: 'arn:aws:sts::111122223333:assumed-role\/a\/b' }) },
      /unknown principal/,
    ],
    [
      'trusts a federation',
      by(CALLER),
      { identity: may, trust: trust({ Federated: 'accounts.google.com' }) },
      /kind of principal 'Federated'/,
    ],
    [
      'is assumed by nobody',
      {},
      { identity: may, trust: named },
      /neither aws:principalservicename nor/,
    ],
    ['has no trust policy', by(CALLER), { identity: may }, /sts:AssumeRole needs a trust policy/],
    [
      'names its resource',
      by(CALLER),
      { identity: may, trust: trust({ AWS: CALLER }, { Resource: '*' }) },
      /trust\[0\]: a trust policy/,
    ],
  ])('fails when it %s', (_, context, policies, message) => {
    expect(() => decide(context, policies)).toThrow(message);
  });
});
