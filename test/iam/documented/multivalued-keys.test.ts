// Examples of AWS, and what its page says of them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html
import { ALLOW_ALL, decisionOf, type Context } from '../judging';

describe('"Multivalued context key examples"', () => {
  const SNAPSHOT = 'arn:aws:ec2:us-west-2::snapshot/snap-1';
  const tagging = { Effect: 'Deny', Action: ['iam:Tag*', 'iam:UnTag*'], Resource: ['*'] };
  const snapshots = {
    Effect: 'Deny',
    Action: ['ec2:CreateSnapshot', 'ec2:CreateSnapshots'],
    Resource: 'arn:aws:ec2:us-west-2::snapshot/*',
    Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'webserver' } },
  };
  const unlike = (...patterns: string[]) => ({
    ...tagging,
    Condition: { 'ForAllValues:StringNotLike': { 'aws:TagKeys': patterns } },
  });

  it.each<[deny: object, tagKeys: string[] | undefined, denied: boolean]>([
    [unlike('key1*'), ['key1:legal'], false],
    [unlike('key1*'), ['key1:hr', 'key1:personnel'], false],
    [unlike('key1*'), ['key2:audit'], true],
    [unlike('key1*'), undefined, true],
    [unlike('key1*', 'key2*'), ['key1:legal'], false],
    [unlike('key1*', 'key2*'), ['key1:hr', 'key1:personnel'], false],
    [unlike('key1*', 'key2*'), ['key1:hr', 'key2:audit'], false],
    [unlike('key1*', 'key2*'), ['key3:legal'], true],
    [unlike('key1*', 'key2*'), undefined, true],
    [snapshots, ['webserver'], true],
    [snapshots, ['environment', 'webserver', 'test'], true],
    [snapshots, ['environment', 'test'], false],
    [snapshots, undefined, false],
  ])('%j denies %j: %s', (deny, tagKeys, denied) => {
    const context: Context = tagKeys === undefined ? {} : { 'aws:tagkeys': tagKeys };
    const [action, resource] =
      deny === snapshots
        ? ['ec2:CreateSnapshot', SNAPSHOT]
        : ['iam:TagRole', 'arn:aws:iam::123456789012:role/x'];
    const decision = decisionOf(action, resource, context, [ALLOW_ALL, deny]);
    expect(decision).toBe(denied ? 'ExplicitDeny' : 'Allow');
  });
});
