// AddTagsToCertificate: a key that exists is overwritten.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_AddTagsToCertificate.html
import { certificateArn, tags } from './model';
import { operation } from './service';
import { structure } from './shapes';
import { mergedTags } from './tags';

const input = structure({ CertificateArn: certificateArn, Tags: tags }, {});

export const addTagsToCertificate = operation(input, ({ CertificateArn, Tags }, call) => {
  const certificate = call.registry.get(CertificateArn, call.caller);
  const added = mergedTags(certificate.tags, Tags);
  for (const [key, value] of added) certificate.tags.set(key, value);
  return {};
});
