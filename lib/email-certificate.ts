// EmailCertificate: what a user declares whose domain's DNS is not theirs to change. It shares its custom resource with
// DnsCertificate.
import { Annotations, type Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CertificateBase, type CertificateBaseProps } from './certificate-base';
import { emailProperties } from './private/email-validation';

/** Properties of an `EmailCertificate`. */
export interface EmailCertificateProps extends CertificateBaseProps {
  /**
   * The domain to whose mailboxes the mails for a name go, by name: the name itself, or a domain above it.
   *
   * ACM writes to `admin`, `administrator`, `hostmaster`, `postmaster` and `webmaster` there, and to nobody whom WHOIS names.
   * When it changes while nobody has approved a name, the next mails go to the new domain.
   *
   * @default - the mails for a name go to mailboxes of the name itself, without a leading `www.` or `*.`
   * @see https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html
   */
  readonly validationDomains?: { [name: string]: string };

  /**
   * When the mails for names that nobody has approved are sent again, counted from CloudFormation's request: rising times, at
   * least 30 seconds apart, below `validationTimeout`. An empty list sends none again.
   *
   * @default - after 20 and 40 minutes
   * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ResendValidationEmail.html
   */
  readonly resendAfter?: Duration[];
}

/**
 * A public certificate of AWS Certificate Manager (ACM), validated by e-mail: for domains whose DNS you cannot change.
 *
 * For each name somebody has to open the link in a mail, and again whenever ACM renews the certificate. The deployment goes on
 * when ACM has issued it, and fails within 55 minutes if not all names are approved, naming them and the mailboxes.
 *
 * AWS has announced that ACM gives validation by e-mail up in the course of 2027. Changed to a `DnsCertificate`
 * under the same construct id, an issued certificate stays, with its ARN, and is validated by DNS from then on.
 *
 * Throws while synthesizing if a validation domain is not above its name, and if a name or the Region is one that ACM would
 * refuse, as far as that is known by then.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html
 */
export class EmailCertificate extends CertificateBase {
  constructor(scope: Construct, id: string, props: EmailCertificateProps) {
    super(scope, id, props);
    const properties = emailProperties(this, props, this._names);
    warnOfTheEnd(this);
    this._make(props, { properties });
  }
}

/** @see https://aws.amazon.com/blogs/security/aws-certificate-manager-will-discontinue-email-validation-to-prove-domain-validation-for-certificates/ */
function warnOfTheEnd(scope: Construct): void {
  Annotations.of(scope).addWarningV2(
    'cdk-dns-certificate:emailValidationEnds',
    'AWS has announced that ACM gives validation by e-mail up in the course of 2027; where you can change the ' +
      'DNS of the domain, make a DnsCertificate under the same id: the certificate stays',
  );
}
