// Examples of AWS, and what its page says of them.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
import { decisionOf, type Context } from '../judging';

describe('"Using IAM policy conditions for fine-grained access control"', () => {
  const ACTION = 'route53:ChangeResourceRecordSets';
  const ZONE = 'arn:aws:route53:::hostedzone/Z11111112222222333333';
  const NAMES = `${ACTION}NormalizedRecordNames`;
  const TYPES = `${ACTION}RecordTypes`;
  const ACTIONS = `${ACTION}Actions`;

  /** A change, as name, type and action of each record. */
  function changeOf(...records: [name: string, type: string, action: string][]): Context {
    const values = (index: 0 | 1 | 2) => records.map((record) => record[index]);
    return {
      [NAMES.toLowerCase()]: values(0),
      [TYPES.toLowerCase()]: values(1),
      [ACTIONS.toLowerCase()]: values(2),
    };
  }

  const byName = {
    'ForAllValues:StringEquals': { [NAMES]: ['example.com', 'marketing.example.com'] },
  };
  const byEnding = { 'ForAllValues:StringLike': { [NAMES]: ['*-beta.example.com'] } };
  const wildcard = { 'ForAllValues:StringEquals': { [NAMES]: ['\\052.example.com'] } };
  const byType = { 'ForAllValues:StringEquals': { [TYPES]: ['A', 'AAAA'] } };
  const one = {
    'ForAllValues:StringEquals': {
      [NAMES]: ['example.com'],
      [TYPES]: ['MX'],
      [ACTIONS]: ['CREATE', 'UPSERT'],
    },
  };

  it.each<[sentence: string, condition: object, context: Context, allowed: boolean]>([
    ['a listed name', byName, changeOf(['marketing.example.com', 'A', 'UPSERT']), true],
    [
      'a listed name beside another',
      byName,
      changeOf(['example.com', 'A', 'UPSERT'], ['x', 'A', 'UPSERT']),
      false,
    ],
    ['names with an ending', byEnding, changeOf(['a-beta.example.com', 'A', 'DELETE']), true],
    [
      'a name that only contains it',
      byEnding,
      changeOf(['a-beta.example.com.au', 'A', 'DELETE']),
      false,
    ],
    ['the wildcard name', wildcard, changeOf(['\\052.example.com', 'A', 'UPSERT']), true],
    ['a name under the wildcard', wildcard, changeOf(['www.example.com', 'A', 'UPSERT']), false],
    ['name, type and action as listed', one, changeOf(['example.com', 'MX', 'CREATE']), true],
    ['another name', one, changeOf(['www.example.com', 'MX', 'CREATE']), false],
    ['another type', one, changeOf(['example.com', 'TXT', 'CREATE']), false],
    ['another action', one, changeOf(['example.com', 'MX', 'DELETE']), false],
    ['listed types', byType, changeOf(['x', 'A', 'UPSERT'], ['x', 'AAAA', 'UPSERT']), true],
    ['a type in lower case', byType, changeOf(['x', 'a', 'UPSERT']), false],
  ])('is asked about %s', (_, condition, context, allowed) => {
    const statement = { Effect: 'Allow', Action: ACTION, Resource: ZONE, Condition: condition };
    const decision = decisionOf(ACTION, ZONE, context, [statement]);
    expect(decision).toBe(allowed ? 'Allow' : 'ImplicitDeny');
    expect(decisionOf(ACTION, `${ZONE}4`, context, [statement])).toBe('ImplicitDeny');
  });
});
