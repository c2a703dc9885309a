import { CertificateError } from '../../lambda/core/errors';
import { translate } from '../../lambda/aws-errors';

function serviceError(name: string, httpStatusCode?: number, code?: string): Error {
  return Object.assign(new Error('message'), {
    name,
    ...(httpStatusCode !== undefined && { $metadata: { httpStatusCode } }),
    ...(code !== undefined && { code }),
  });
}

test.each([
  ['ThrottlingException', serviceError('ThrottlingException', 400), 'THROTTLED'],
  ['Throttling', serviceError('Throttling', 400), 'THROTTLED'],
  ['PriorRequestNotComplete', serviceError('PriorRequestNotComplete', 400), 'ZONE_BUSY'],
  ['a status of 500', serviceError('Whatever', 500), 'UNAVAILABLE'],
  ['a status of 429', serviceError('Whatever', 429), 'THROTTLED'],
  ['a time-out of the SDK', serviceError('TimeoutError'), 'UNAVAILABLE'],
  ['a connection that broke', serviceError('Error', undefined, 'ECONNRESET'), 'UNAVAILABLE'],
  ['a name that cannot be resolved', serviceError('Error', undefined, 'ENOTFOUND'), 'UNREACHABLE'],
  ['AccessDeniedException', serviceError('AccessDeniedException', 400), 'ACCESS_DENIED'],
  ['AccessDenied', serviceError('AccessDenied', 403), 'ACCESS_DENIED'],
  ['a key not known yet', serviceError('UnrecognizedClientException', 400), 'ACCESS_DENIED'],
  ['a key that ran out', serviceError('ExpiredTokenException', 400), 'ACCESS_DENIED'],
  ['a request that came in too slowly', serviceError('RequestTimeout', 400), 'UNAVAILABLE'],
  ['a network that is away', serviceError('Error', undefined, 'ENETUNREACH'), 'UNREACHABLE'],
  // The SDK counts it as throttling. In ACM it is a quota, and asking again does not help.
  ['LimitExceededException', serviceError('LimitExceededException', 400), 'REFUSED'],
  ['InvalidChangeBatch', serviceError('InvalidChangeBatch', 400), 'REFUSED'],
])('%s means %s', (_case, error, code) => {
  const translated = translate('acm:DescribeCertificate', error);
  expect(translated).toBeInstanceOf(CertificateError);
  expect(translated).toMatchObject({
    code,
    message: `acm:DescribeCertificate: ${error.name}: message`,
    cause: error,
  });
});

test('a mistake of the program passes through untouched', () => {
  const mistake = new TypeError('x is not a function');
  expect(translate('acm:DescribeCertificate', mistake)).toBe(mistake);
});
