// What an answer says of the PEM: the data that a template asks for, and reasons.
import { PARAMETER_NAMES, type Attribute, type ResponseData } from '../../contract/attributes';
import type { Reason } from '../../contract/reason-codes';
import type { PemProgress, Response } from '../../contract/state';
import type { Look, Outputs } from './lifecycle';
import type { Certificate, Owner } from './ports';
import { withRemark } from './reasons';

/** Empty strings for a certificate that is not issued, or that ACM did not describe to this tick. */
export function dataOf(
  { physicalResourceId }: Response,
  { attributes, pem: names }: Outputs,
  { certificates, pem: asked }: Look,
): ResponseData {
  const described = certificates.get(physicalResourceId);
  const certificate = described?.status === 'ISSUED' ? described : undefined;
  const pem = asked?.certificateArn === physicalResourceId ? asked.pem : undefined;
  const values = { ...attributesOf(certificate), Fingerprint: pem?.fingerprint ?? '' };
  return {
    ...Object.fromEntries(attributes.map((each) => [each, values[each]])),
    ...(names && {
      [PARAMETER_NAMES.certificate]: names.certificate,
      [PARAMETER_NAMES.chain]: names.chain,
    }),
  };
}

function attributesOf(
  certificate: Certificate | undefined,
): Readonly<Record<Exclude<Attribute, 'Fingerprint'>, string>> {
  const { issued, keyAlgorithm = '' } = certificate ?? {};
  return {
    SerialNumber: issued?.serialNumber ?? '',
    NotBefore: issued?.notBefore ?? '',
    NotAfter: issued?.notAfter ?? '',
    Issuer: issued?.issuer ?? '',
    KeyAlgorithm: keyAlgorithm,
  };
}

export function pemPendingReason(certificateArn: string): Reason {
  const reason = `${certificateArn} is ISSUED, and ACM has not got its PEM ready yet`;
  return { code: 'PEM_PENDING', reason };
}

export function parameterTakenReason(name: string, { logicalResourceId }: Owner): Reason {
  const reason =
    `parameter ${name} is there already, and its tags do not say that it is ${logicalResourceId}'s of this stack; ` +
    'delete it if nobody needs it, or give the parameters of the PEM other names';
  return { code: 'PARAMETER_TAKEN', reason };
}

/** A success must not hide what could not be removed. */
export function keptReason({ code, reason }: Reason, progress: PemProgress | undefined): Reason {
  const { trouble } = progress ?? {};
  if (trouble === undefined) return { code, reason };
  const kept = `Parameters that had its PEM may be left: ${trouble}`;
  return withRemark({ code, reason }, { code: 'PARAMETERS_KEPT', reason: kept });
}
