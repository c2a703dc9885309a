import { resolveIntrinsics } from '../support/iam';

const VALUES = {
  'AWS::Region': 'eu-west-1',
  'AWS::Partition': 'aws',
  Zone: 'Z0123456789',
  'Log.Arn': 'arn:aws:logs:eu-west-1:1:log-group:x:*',
  Names: ['example.com', 'example.org'],
};

describe('resolveIntrinsics', () => {
  it.each<[sentence: string, value: unknown, resolved: unknown]>([
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['a resource', { Ref: 'Zone' }, 'Z0123456789'],
    ['a reference to a list', { Ref: 'Names' }, ['example.com', 'example.org']],
    ['an attribute', { 'Fn::GetAtt': ['Log', 'Arn'] }, VALUES['Log.Arn']],
    ['an attribute by a path', { 'Fn::GetAtt': 'Log.Arn' }, VALUES['Log.Arn']],
    [
      'joined parts',
      {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':route53:::hostedzone/', { Ref: 'Zone' }],
        ],
      },
      'arn:aws:route53:::hostedzone/Z0123456789',
    ],
    ['a joined list', { 'Fn::Join': [',', { Ref: 'Names' }] }, 'example.com,example.org'],
    [
      'a part of a text',
      { 'Fn::Select': [2, { 'Fn::Split': [':', { 'Fn::GetAtt': 'Log.Arn' }] }] },
      'logs',
    ],
    [
      'a substitution',
      { 'Fn::Sub': 'arn:${AWS::Partition}:${Zone}:${!x}' },
      'arn:aws:Z0123456789:${x}',
    ],
    [
      'one with names of its own',
      { 'Fn::Sub': ['${a}${Zone}', { a: { Ref: 'Zone' }, Zone: '-' }] },
      'Z0123456789-',
    ],
    [
      'whatever is inside',
      { a: [{ b: { Ref: 'Zone' } }, 1, true, null] },
      { a: [{ b: 'Z0123456789' }, 1, true, null] },
    ],
  ])('resolves %s', (_, value, resolved) => {
    expect(resolveIntrinsics(value, VALUES)).toEqual(resolved);
  });

  it.each<[sentence: string, value: unknown, message: string]>([
    ['a resource', { a: [{ Ref: 'Other' }] }, "no value for the reference 'Other'"],
    ['an attribute', { 'Fn::GetAtt': ['Zone', 'Arn'] }, "no value for the reference 'Zone.Arn'"],
    ['a name in a text', { 'Fn::Sub': '${Other}' }, "no value for the reference 'Other'"],
    ['a name of every object', { Ref: 'toString' }, "no value for the reference 'toString'"],
    ['a function', { 'Fn::Cidr': [0, []] }, "unknown intrinsic function 'Fn::Cidr'"],
    ['an element', { 'Fn::Select': [2, { Ref: 'Names' }] }, 'element 2 of 2'],
    ['a list inside a text', { 'Fn::Join': ['', [{ Ref: 'Names' }]] }, 'not a string'],
  ])('fails with %s that is not known', (_, value, message) => {
    expect(() => resolveIntrinsics(value, VALUES)).toThrow(message);
  });
});
