// What is not known is refused, never ignored.
import { evaluate } from '../support/iam';
import { callOf, document } from './judging';

describe('A policy', () => {
  const statement = { Effect: 'Allow', Action: 'a:Do', Resource: '*' };

  it.each<[sentence: string, policy: unknown, message: string]>([
    ['is not an object', 'x', 'Policy is not an object'],
    ['has another version', { Statement: statement }, 'Policy: the Version is not 2012-10-17'],
    ['has another element', { ...document(statement), Rule: 1 }, 'Policy: unknown element Rule'],
    [
      'has another element in a statement',
      document({ ...statement, Sid: 'X', If: 1 }),
      'Policy[X]: unknown element If',
    ],
    [
      'has NotPrincipal',
      document({ ...statement, NotPrincipal: '*' }),
      'unknown element NotPrincipal',
    ],
    ['has no effect', document({ ...statement, Effect: 'allow' }), 'the Effect is neither'],
    [
      'has no action',
      document({ ...statement, Action: undefined }),
      'neither Action nor NotAction',
    ],
    [
      'has two kinds of actions',
      document({ ...statement, NotAction: 'a:Do' }),
      'both Action and NotAction',
    ],
    [
      'has no resource',
      document({ ...statement, Resource: undefined }),
      'has a Resource and no Principal',
    ],
    [
      'has a principal',
      document({ ...statement, Principal: '*' }),
      'has a Resource and no Principal',
    ],
    [
      'has an intrinsic',
      document({ ...statement, Resource: { Ref: 'X' } }),
      'which is not a string',
    ],
    [
      'has an unknown operator for another action',
      document(statement, { ...statement, Action: 'b:Do', Condition: { Is: { k: 'x' } } }),
      "unknown condition operator 'Is'",
    ],
  ])('fails when it %s', (_, policy, message) => {
    expect(() => evaluate(callOf('a:Do'), { identity: { Policy: policy } })).toThrow(message);
  });

  it('fails when a trust policy is given for a call that is judged by none', () => {
    const policies = { identity: {}, trust: document() };
    expect(() => evaluate(callOf('a:Do'), policies)).toThrow('a:Do is judged by no trust policy');
  });
});
