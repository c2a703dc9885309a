// Where AWS refuses a condition, or does not say what it means.
import { isMet, type Context } from './judging';

const ROLE = 'arn:aws:iam::111122223333:role/team/Deployer';

describe('What AWS refuses or does not explain', () => {
  it.each<[sentence: string, condition: object, context: Context, message: RegExp]>([
    ['an operator', { StringSounds: { k: 'x' } }, {}, /unknown condition operator 'StringSounds'/],
    ['an operator not needed yet', { IpAddress: { k: 'x' } }, {}, /operator 'IpAddress'/],
    ['an operator by its case', { stringequals: { k: 'x' } }, {}, /operator 'stringequals'/],
    ['a set operator', { 'ForSome:Bool': { k: 'x' } }, {}, /operator 'ForSome:Bool'/],
    ['Null if it exists', { NullIfExists: { k: 'true' } }, {}, /operator 'NullIfExists'/],
    ['Null of any value', { 'ForAnyValue:Null': { k: 'true' } }, {}, /'ForAnyValue:Null'/],
    ['Null that is neither', { Null: { k: 'x' } }, {}, /neither true nor false/],
    ['Null that is both', { Null: { k: ['true', 'false'] } }, {}, /neither true nor false/],
    [
      'an empty value that may be Null',
      { Null: { k: 'true' } },
      { k: [''] },
      /whether 'k' with an empty/,
    ],
    ['Bool that is neither', { Bool: { k: 'yes' } }, { k: ['true'] }, /'yes' is not a Bool/],
    ['an ARN that is none', { ArnLike: { k: '*' } }, { k: [ROLE] }, /'\*' is not an ARN/],
    [
      'several values for one',
      { StringEquals: { k: 'x' } },
      { k: ['x', 'y'] },
      /needs a set operator/,
    ],
    ['a variable', { StringLike: { k: '${x}' } }, { k: ['x'] }, /unknown policy variable 'x'/],
    ['a default', { StringLike: { k: "${a:b, 'c'}" } }, { k: ['x'] }, /unknown policy variable/],
    [
      'a list for one',
      { StringLike: { k: '${a:b}' } },
      { k: ['x'], 'a:b': ['x', 'y'] },
      /several values/,
    ],
    // By one sentence of AWS's page on variables nothing is like what has no value, by another it "might" undo the statement.
    [
      'a match beside a variable without a value',
      { StringLike: { k: ['x', '${a:b}'] } },
      { k: ['x'] },
      /policy variable without a value/,
    ],
    ['a value', { StringEquals: { k: { Ref: 'X' } } }, {}, /"Ref":"X".*not a string/],
    ['a key by its case', { StringEquals: { k: 'x' } }, { K: ['x'] }, /not in lower case: K/],
  ])('fails with %s', (_, condition, context, message) => {
    expect(() => isMet(condition, context)).toThrow(message);
  });
});
