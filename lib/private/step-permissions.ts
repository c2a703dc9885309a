// What Step may do on AWS, statement by statement: no more than the certificates of its stack need. Grows
// with every certificate; the document is rendered when all are known.
import { Lazy, Token, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RESOURCE_TAG, STACK_TAG } from '../../contract/constants';
import { withoutWildcard } from '../../contract/names';
import type { HostedZone } from '../../contract/zones';

/** In all inline policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_POLICY_CHARACTERS = 10_240;

/** What one certificate needs to be allowed. */
export interface CertificatePermissions {
  readonly region: string;
  /** In normal form. */
  readonly names: readonly string[];
  readonly hostedZone: HostedZone;
}

export class StepPermissions {
  readonly document = new iam.PolicyDocument();

  private readonly certificates: string;
  private readonly regions = new Set<string>();
  private readonly names = new Set<string>();
  private readonly recordsByZone = new Map<string, Set<string>>();

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
  allow({ region, names, hostedZone }: CertificatePermissions): void {
    this.regions.add(region);
    for (const name of names) this.names.add(name);
    let records = this.recordsByZone.get(hostedZone.hostedZoneId);
    if (records === undefined) {
      records = new Set();
      this.recordsByZone.set(hostedZone.hostedZoneId, records);
      this.allowValidationRecords(hostedZone.hostedZoneId, records);
    }
    for (const name of names) records.add(recordPattern(name, hostedZone));
  }

  /** Why IAM would not take the document; empty if it would. */
  problems(): string[] {
    const size = JSON.stringify(this.stack.resolve(this.document)).length;
    if (size <= LONGEST_POLICY_CHARACTERS) return [];
    return [
      `the ${this.names.size} names of this stack's certificates make a policy of ${size} characters, and IAM takes ` +
        `${LONGEST_POLICY_CHARACTERS}; spread the certificates over several stacks`,
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
      // A request that carries tags needs this too. IAM cannot say "in a request only": a certificate that has
      // no such tag yet could be given one.
      new iam.PolicyStatement({
        actions: ['acm:AddTagsToCertificate'],
        resources: [this.certificates],
        conditions: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': [STACK_TAG, RESOURCE_TAG] },
          StringEquals: asOwnInItsRegions,
          StringEqualsIfExists: { [`aws:ResourceTag/${STACK_TAG}`]: this.stack.stackId },
        },
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
   * Route 53: only UPSERT, only CNAME, only records by which ACM validates the names.
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
   */
  private allowValidationRecords(hostedZoneId: string, records: ReadonlySet<string>): void {
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
              produce: () => [...records].sort(),
            }),
          },
        },
      }),
    );
  }
}

/** A name that is not known while synthesizing may be a wildcard, so its record may be anywhere in its zone. */
function recordPattern(name: string, zone: HostedZone): string {
  if (!Token.isUnresolved(name)) return `_*.${withoutWildcard(name)}`;
  return zone.name === undefined || Token.isUnresolved(zone.name) ? '_*' : `_*.${zone.name}`;
}
