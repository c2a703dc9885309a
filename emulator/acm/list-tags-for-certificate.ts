// ListTagsForCertificate: all tags of one certificate, in one response.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ListTagsForCertificate.html
import { certificateArn } from './model';
import { operation } from './service';
import { structure } from './shapes';

const input = structure({ CertificateArn: certificateArn }, {});

export const listTagsForCertificate = operation(input, ({ CertificateArn }, call) => {
  const { tags } = call.registry.get(CertificateArn, call.caller);
  return { Tags: [...tags].map(([Key, Value]) => ({ Key, Value })) };
});
