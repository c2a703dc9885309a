// What Step may do on AWS, statement by statement: no more than the certificates of its stack need. Grows
// with every certificate; the document is rendered when all are known.
import { Lazy, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** The tag that says whose a certificate is; lambda/acm.ts writes it. */
const STACK_TAG = 'cdk-dns-certificate:stack';

/** In all inline policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_POLICY = 10_240;

/** What one certificate needs to be allowed. */
export interface CertificatePermissions {
  readonly region: string;
  /** In normal form. */
  readonly names: readonly string[];
  readonly hostedZoneId: string;
}

export class StepPermissions {
  readonly document = new iam.PolicyDocument();

  private readonly certificates: string;
  private readonly regions = new Set<string>();
  private readonly names = new Set<string>();
  private readonly namesByZone = new Map<string, Set<string>>();

  constructor(private readonly stack: Stack) {
    this.certificates = stack.formatArn({
      service: 'acm',
      region: '*',
      resource: 'certificate',
      resourceName: '*',
    });
    this.allowRequests();
    this.allowDeletion();
  }

  /** Lets Step request and validate a certificate with these names, in this Region and zone. */
  allow({ region, names, hostedZoneId }: CertificatePermissions): void {
    this.regions.add(region);
    for (const name of names) this.names.add(name);
    let inZone = this.namesByZone.get(hostedZoneId);
    if (inZone === undefined) {
      inZone = new Set();
      this.namesByZone.set(hostedZoneId, inZone);
      this.allowValidationRecords(hostedZoneId, inZone);
    }
    for (const name of names) inZone.add(name);
  }

  /** Why IAM would not take the document; empty if it would. */
  problems(): string[] {
    const size = JSON.stringify(this.stack.resolve(this.document)).length;
    if (size <= LONGEST_POLICY) return [];
    return [
      `the ${this.names.size} names of this stack's certificates make a policy of ${size} characters, and IAM takes ` +
        `${LONGEST_POLICY}; spread the certificates over several stacks`,
    ];
  }

  /** ACM: request only these names, and only as this stack's own. */
  private allowRequests(): void {
    const names = Lazy.uncachedList({ produce: () => [...this.names].sort() });
    const asOwnInItsRegions = {
      'aws:RequestedRegion': Lazy.uncachedList({ produce: () => [...this.regions].sort() }),
      [`aws:RequestTag/${STACK_TAG}`]: this.stack.stackId,
    };
    this.document.addStatements(
      new iam.PolicyStatement({
        actions: ['acm:RequestCertificate'],
        resources: ['*'],
        conditions: {
          'ForAllValues:StringEquals': { 'acm:DomainNames': names },
          StringEquals: { 'acm:ValidationMethod': 'DNS', ...asOwnInItsRegions },
        },
      }),
      // A request that carries tags needs this too.
      new iam.PolicyStatement({
        actions: ['acm:AddTagsToCertificate'],
        resources: [this.certificates],
        conditions: { StringEquals: asOwnInItsRegions },
      }),
    );
  }

  /** ACM: look at every certificate of the account, delete only what carries this stack's tag. */
  private allowDeletion(): void {
    this.document.addStatements(
      new iam.PolicyStatement({
        actions: ['acm:DescribeCertificate', 'acm:ListTagsForCertificate'],
        resources: [this.certificates],
      }),
      // IAM knows no resource and no condition for it.
      new iam.PolicyStatement({ actions: ['acm:ListCertificates'], resources: ['*'] }),
      new iam.PolicyStatement({
        actions: ['acm:DeleteCertificate'],
        resources: [this.certificates],
        conditions: { StringEquals: { [`aws:ResourceTag/${STACK_TAG}`]: this.stack.stackId } },
      }),
    );
  }

  /**
   * Route 53: only UPSERT, only CNAME, only names under which ACM looks for proof of these names.
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
   */
  private allowValidationRecords(hostedZoneId: string, names: ReadonlySet<string>): void {
    const recordNames = (): string[] => [
      ...new Set([...names].sort().map((name) => `_*.${name.replace(/^\*\./, '')}`)),
    ];
    this.document.addStatements(
      new iam.PolicyStatement({
        actions: ['route53:ChangeResourceRecordSets'],
        resources: [
          this.stack.formatArn({
            service: 'route53',
            region: '',
            account: '',
            resource: 'hostedzone',
            resourceName: hostedZoneId,
          }),
        ],
        conditions: {
          'ForAllValues:StringEquals': {
            'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME'],
            'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
          },
          'ForAllValues:StringLike': {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': Lazy.uncachedList({
              produce: recordNames,
            }),
          },
        },
      }),
    );
  }
}
