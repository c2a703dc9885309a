// RemoveTagsFromCertificate: a tag given with a value goes only if it has that value; one that is not
// there is no error.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RemoveTagsFromCertificate.html
import { certificateArn, tags } from './model';
import { operation } from './service';
import { structure } from './shapes';
import { refuseReserved } from './tags';

const input = structure({ CertificateArn: certificateArn, Tags: tags }, {});

export const removeTagsFromCertificate = operation(input, ({ CertificateArn, Tags }, call) => {
  const certificate = call.registry.get(CertificateArn, call.caller);
  for (const { Key } of Tags) refuseReserved(Key);
  for (const { Key, Value } of Tags) {
    const present = certificate.tags.get(Key);
    if (Value === undefined || Value === (present ?? '')) certificate.tags.delete(Key);
  }
  return {};
});
