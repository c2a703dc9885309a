// PemParameters: where a certificate's PEM is to be read.
import * as iam from 'aws-cdk-lib/aws-iam';

/** How the parameters of a certificate's PEM are called. */
export interface PemParametersOptions {
  /**
   * The name of the parameter that has the certificate: at most 1011 letters, digits, `_`, `.`, `-` and `/`, in at most 15
   * levels, beginning with a slash if there are several, and not with `aws` or `ssm`. It must be known before anything in the
   * stack is created, so that rights can be held to it.
   *
   * @default - `/cdk-dns-certificate/<stack>/<id of the certificate, and a hash of its path>/certificate`
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
   */
  readonly certificateParameterName?: string;

  /**
   * The name of the parameter that has the chain.
   *
   * @default - the same, with `chain` at the end
   */
  readonly chainParameterName?: string;
}

/** What is known of them. */
interface Contents {
  readonly names: readonly [certificate: string, chain: string];
  readonly arns: readonly string[];
}

/**
 * Two parameters of Systems Manager's Parameter Store, in the Region of the stack, that have the PEM of a certificate and of its
 * chain, as of the last deployment that created or changed the certificate. `DnsCertificate.pemParameters` makes them.
 */
export class PemParameters {
  /** @internal */
  static _of(contents: Contents): PemParameters {
    return new PemParameters(contents);
  }

  /** The name of the parameter that has the certificate. Whatever uses it waits until the parameter is written. */
  readonly certificateParameterName: string;

  /**
   * The name of the parameter that has the chain: the intermediate certificates and the root, in this order. Whatever uses it
   * waits until the parameter is written.
   */
  readonly chainParameterName: string;

  private readonly arns: readonly string[];

  private constructor({ names, arns }: Contents) {
    [this.certificateParameterName, this.chainParameterName] = names;
    this.arns = arns;
  }

  /** Lets somebody read both parameters: `ssm:GetParameter` and `ssm:GetParameters`. */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['ssm:GetParameter', 'ssm:GetParameters'],
      resourceArns: [...this.arns],
    });
  }
}
