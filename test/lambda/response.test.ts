import { encodeAnswer } from '../../lambda/response';

const ADDRESS = {
  responseUrl: 'https://example.com/?X-Amz-Signature=SECRET',
  stackId: 'stack',
  requestId: 'request',
  logicalResourceId: 'Certificate',
};
const WHERE = 'log group stream, execution arn';

function encode(reason: string): { bytes: number; body: Record<string, string>; text: string } {
  const answer = { status: 'FAILED', physicalResourceId: 'id', reason } as const;
  const text = encodeAnswer(ADDRESS, answer, WHERE).toString();
  return { bytes: Buffer.byteLength(text), body: JSON.parse(text) as Record<string, string>, text };
}

test('an answer repeats what CloudFormation asked and says where to read on', () => {
  expect(encode('something is wrong').body).toEqual({
    Status: 'FAILED',
    Reason: 'something is wrong (log group stream, execution arn)',
    PhysicalResourceId: 'id',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Certificate',
  });
});

test.each([
  ['plain characters', 'x'],
  ['characters that JSON escapes', '"\n'],
  ['characters of two bytes', 'ü'],
  ['characters of four bytes', '🔐'],
])('a long reason of %s fills 4096 bytes and no more', (_case, character) => {
  const { bytes, body } = encode(character.repeat(10_000));
  expect(bytes).toBeLessThanOrEqual(4096);
  expect(bytes).toBeGreaterThan(4096 - 16);
  expect(body['Reason']).toMatch(/\.\.\. \(log group stream, execution arn\)$/);
  expect(body['Reason']).not.toContain('\uFFFD');
});

test('the presigned URL is in no answer', () => {
  expect(encode('reason').text).not.toContain('SECRET');
});
