// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
import { isMet, type Context } from './judging';

const ROLE = 'arn:aws:iam::111122223333:role/team/Deployer';

describe('A policy variable', () => {
  const own = { StringLike: { 'a:key': '${aws:PrincipalTag/Team}-*' } };

  it.each<[sentence: string, context: Context, met: boolean]>([
    ['stands for its value', { 'aws:principaltag/team': ['red'], 'a:key': ['red-1'] }, true],
    ['stands for no other', { 'aws:principaltag/team': ['red'], 'a:key': ['blue-1'] }, false],
    ['matches nothing without a value', { 'a:key': ['-1'] }, false],
    [
      'has no wildcards in its value',
      { 'aws:principaltag/team': ['*'], 'a:key': ['red-1'] },
      false,
    ],
  ])('%s', (_, context, met) => {
    expect(isMet(own, context)).toBe(met);
  });

  it('may be part of an ARN', () => {
    const condition = { ArnLike: { 'a:key': 'arn:aws:iam::${aws:PrincipalAccount}:role/*' } };
    const isMetFrom = (account: string) =>
      isMet(condition, { 'aws:principalaccount': [account], 'a:key': [ROLE] });
    expect(isMetFrom('111122223333')).toBe(true);
    expect(isMetFrom('444455556666')).toBe(false);
  });

  // "Policy variables with no value"
  it.each<[operator: string, wanted: string | string[], met: boolean]>([
    ['StringEquals', '${a:b}', false],
    ['StringLike', ['y', '${a:b}*'], false],
    ['ArnLike', 'arn:aws:iam::${a:b}:role/*', false],
    ['StringNotEquals', '${a:b}', true],
    ['StringNotLike', ['y', '${a:b}*'], true],
    ['StringNotLike', [ROLE, '${a:b}'], false],
    ['ArnNotLike', 'arn:aws:iam::${a:b}:role/*', true],
  ])('without a value, %s of %j is met: %s', (operator, wanted, met) => {
    expect(isMet({ [operator]: { 'a:key': wanted } }, { 'a:key': [ROLE] })).toBe(met);
  });

  it.each(['*', '?', '$'])('stands for the character %s itself', (character) => {
    const condition = { StringLike: { 'a:key': `\${${character}}.*` } };
    expect(isMet(condition, { 'a:key': [`${character}.example.com`] })).toBe(true);
    expect(isMet(condition, { 'a:key': ['x.example.com'] })).toBe(false);
  });
});
