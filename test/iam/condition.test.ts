// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { isMet, type Context } from './judging';

const ROLE = 'arn:aws:iam::111122223333:role/team/Deployer';

type Row = [
  sentence: string,
  operator: string,
  wanted: unknown,
  asked: string[] | undefined,
  met: boolean,
];

function isRowMet(operator: string, wanted: unknown, asked: string[] | undefined): boolean {
  const context: Context = asked === undefined ? {} : { 'a:key': asked };
  return isMet({ [operator]: { 'a:Key': wanted } }, context);
}

describe('One value of a request', () => {
  it.each<Row>([
    ['equals the same string', 'StringEquals', 'x', ['x'], true],
    ['does not equal it in another case', 'StringEquals', 'x', ['X'], false],
    ['does not equal a pattern', 'StringEquals', '*', ['x'], false],
    ['equals an asterisk where it is one', 'StringEquals', '*.com', ['*.com'], true],
    ['equals one of several', 'StringEquals', ['x', 'y'], ['y'], true],
    ['equals an empty string', 'StringEquals', '', [''], true],
    ['differs from another', 'StringNotEquals', 'x', ['y'], true],
    [
      'differs from none of several when it equals one',
      'StringNotEquals',
      ['x', 'y'],
      ['y'],
      false,
    ],
    ['differs from all of several', 'StringNotEquals', ['x', 'y'], ['z'], true],
    ['is like a pattern', 'StringLike', 'a*z', ['a-to-z'], true],
    ['is like a pattern only as a whole', 'StringLike', 'a', ['ab'], false],
    ['is like a pattern only in the same case', 'StringLike', 'A*', ['ab'], false],
    ['is like an asterisk for nothing', 'StringLike', 'ab*', ['ab'], true],
    ['is like question marks for as many characters', 'StringLike', 'a??', ['abc'], true],
    ['is not like a question mark for nothing', 'StringLike', 'ab?', ['ab'], false],
    ['is like question marks for dots', 'StringLike', '_???.com', ['_a.b.com'], true],
    ['is like an asterisk for dots', 'StringLike', '_*.example.com', ['_a.b.example.com'], true],
    ['is like wildcards for colons and slashes', 'StringLike', 'a*d?e', ['a:b/c:d/e'], true],
    ['is not like a dot for another character', 'StringLike', 'a.b', ['axb'], false],
    ['is unlike all of several patterns', 'StringNotLike', ['a*', 'b*'], ['c'], true],
    ['is not unlike all when it is like one', 'StringNotLike', ['a*', 'b*'], ['bc'], false],
    ['is true', 'Bool', 'true', ['true'], true],
    ['is true where JSON says so', 'Bool', true, ['true'], true],
    ['is not true when it is false', 'Bool', 'true', ['false'], false],
    ['equals an ARN with wildcards', 'ArnEquals', 'arn:aws:iam::*:role/*', [ROLE], true],
    ['is like an ARN with wildcards', 'ArnLike', 'arn:aws:iam::*:role/*', [ROLE], true],
    ['is not like an ARN of another account', 'ArnLike', 'arn:aws:iam::1*:user/*', [ROLE], false],
    ['is not like an ARN in another case', 'ArnLike', ROLE.toLowerCase(), [ROLE], false],
    ['is unlike another ARN', 'ArnNotLike', 'arn:aws:iam::*:user/*', [ROLE], true],
    ['is not unlike its ARN', 'ArnNotLike', 'arn:aws:iam::*:role/team/*', [ROLE], false],
    ['is not an ARN', 'ArnLike', 'arn:aws:iam::*:role/*', ['Deployer'], false],
    ['is not an ARN and so unlike one', 'ArnNotEquals', ROLE, ['Deployer'], true],
  ])('%s', (_, operator, wanted, asked, met) => {
    expect(isRowMet(operator, wanted, asked)).toBe(met);
  });

  // The example under "Amazon Resource Name (ARN) condition operators".
  it('is matched across colons as a string and between them as an ARN', () => {
    const pattern = 'arn:aws:someservice:*:111122223333:finance/*';
    const asked = [
      'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
    ];
    expect(isRowMet('StringLike', pattern, asked)).toBe(true);
    expect(isRowMet('ArnLike', pattern, asked)).toBe(false);
  });
});

describe('A key that the request does not have', () => {
  it.each<[operator: string, wanted: string, met: boolean]>([
    ['StringEquals', 'x', false],
    ['StringLike', '*', false],
    ['ArnEquals', ROLE, false],
    ['ArnLike', 'arn:*:*:*:*:*', false],
    ['Bool', 'false', false],
    ['StringNotEquals', 'x', true],
    ['StringNotLike', '*', true],
    ['ArnNotEquals', ROLE, true],
    ['ArnNotLike', 'arn:*:*:*:*:*', true],
    ['StringEqualsIfExists', 'x', true],
    ['StringLikeIfExists', 'x', true],
    ['ArnLikeIfExists', ROLE, true],
    ['BoolIfExists', 'true', true],
    ['StringNotEqualsIfExists', 'x', true],
    ['Null', 'true', true],
    ['Null', 'false', false],
    ['ForAllValues:StringEquals', 'x', true],
    ['ForAllValues:StringNotEquals', 'x', true],
    ['ForAnyValue:StringEquals', 'x', false],
    ['ForAnyValue:StringNotEquals', 'x', false],
    ['ForAnyValue:StringLikeIfExists', 'x', true],
  ])('meets %s of %s: %s', (operator, wanted, met) => {
    expect(isRowMet(operator, wanted, undefined)).toBe(met);
    expect(isRowMet(operator, wanted, [])).toBe(met);
  });
});

describe('A key that the request has', () => {
  it.each<Row>([
    ['is looked at in spite of IfExists', 'StringEqualsIfExists', 'x', ['y'], false],
    ['is not Null', 'Null', 'true', ['x'], false],
    ['is there', 'Null', 'false', ['x', 'y'], true],
    ['has only what is listed', 'ForAllValues:StringEquals', ['x', 'y'], ['x'], true],
    [
      'has something that is not listed',
      'ForAllValues:StringEquals',
      ['x', 'y'],
      ['x', 'z'],
      false,
    ],
    ['has something that is listed', 'ForAnyValue:StringEquals', ['x', 'y'], ['z', 'y'], true],
    ['has nothing that is listed', 'ForAnyValue:StringEquals', ['x', 'y'], ['z'], false],
    ['has all but what is listed', 'ForAllValues:StringNotEquals', ['x'], ['y', 'z'], true],
    ['has also what is listed', 'ForAllValues:StringNotEquals', ['x'], ['x', 'z'], false],
    ['has something unlike what is listed', 'ForAnyValue:StringNotLike', ['x*'], ['xa', 'z'], true],
    ['has nothing unlike what is listed', 'ForAnyValue:StringNotLike', ['x*', 'z*'], ['z'], false],
    ['is as good as absent to "all" when empty', 'ForAllValues:StringEquals', ['x'], [''], true],
    ['is as good as absent to "any" when empty', 'ForAnyValue:StringLike', ['*'], [''], false],
    [
      'is looked at by "any" in spite of IfExists',
      'ForAnyValue:ArnLikeIfExists',
      ROLE,
      ['x'],
      false,
    ],
  ])('%s', (_, operator, wanted, asked, met) => {
    expect(isRowMet(operator, wanted, asked)).toBe(met);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
describe('Several conditions', () => {
  it.each<[sentence: string, context: Context, met: boolean]>([
    ['hold when each of them does', { 'a:one': ['1'], 'a:two': ['2'], 'a:three': ['3'] }, true],
    [
      'fail with one key of an operator',
      { 'a:one': ['1'], 'a:two': ['x'], 'a:three': ['3'] },
      false,
    ],
    ['fail with one operator', { 'a:one': ['1'], 'a:two': ['2'], 'a:three': ['x'] }, false],
  ])('%s', (_, context, met) => {
    const condition = {
      StringEquals: { 'a:one': '1', 'a:two': '2' },
      StringLike: { 'a:three': '3' },
    };
    expect(isMet(condition, context)).toBe(met);
  });

  it('name their keys in any case', () => {
    expect(isMet({ StringEquals: { 'AWS:tagkeys': 'x' } }, { 'aws:tagkeys': ['x'] })).toBe(true);
  });

  it('hold for the Region that is called', () => {
    expect(isMet({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, {})).toBe(true);
    expect(isMet({ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, {})).toBe(false);
  });
});
