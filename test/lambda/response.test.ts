import { encodeResponse } from '../../lambda/response';

const TARGET = {
  responseUrl: 'https://example.com/?X-Amz-Signature=SECRET',
  requestId: 'request',
  owner: { stackId: 'stack', logicalResourceId: 'Certificate' },
};
const WHERE = 'log group stream, execution arn';

function encode(reason: string): { bytes: number; body: Record<string, string>; text: string } {
  const response = { status: 'FAILED', physicalResourceId: 'id', code: 'REFUSED', reason } as const;
  const text = encodeResponse(TARGET, response, WHERE).toString();
  return { bytes: Buffer.byteLength(text), body: JSON.parse(text) as Record<string, string>, text };
}

test('a response repeats what CloudFormation asked, and ends with where to read on and the code of the reason', () => {
  expect(encode('something is wrong').body).toEqual({
    Status: 'FAILED',
    Reason: 'something is wrong (log group stream, execution arn) [REFUSED]',
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
  expect(body['Reason']).toMatch(/\.\.\. \(log group stream, execution arn\) \[REFUSED\]$/);
  expect(body['Reason']).not.toContain('\uFFFD');
});

test('the presigned URL is in no response', () => {
  expect(encode('reason').text).not.toContain('SECRET');
});
