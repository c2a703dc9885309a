// Validation by e-mail as the handlers read it, checked while synthesizing.
import { Annotations, Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { LONGEST_VALIDATION_SECONDS } from '../../contract/constants';
import { withoutWildcard } from '../../contract/names';
import type { ResourceProperties } from '../../contract/properties';
import {
  problemWithResendTimes,
  problemWithValidationDomain,
} from '../../contract/validation-domains';
import { covers } from '../../contract/zones';
import { problemAt } from './problem-at';
import { isUnknown, nameInNormalForm } from './unknown';

export interface EmailProps {
  readonly validationDomains?: Readonly<Record<string, string>>;
  readonly resendAfter?: readonly Duration[];
  readonly validationTimeout?: Duration;
  readonly waitForIssuance?: boolean;
}

/** @throws Error for a domain that is not above its name, and for times at which nothing can be sent */
export function emailProperties(
  scope: IConstruct,
  props: EmailProps,
  names: readonly string[],
): Pick<ResourceProperties, 'ValidationMethod' | 'ValidationDomains' | 'ResendAfterSeconds'> {
  const domains = checkedDomains(scope, props.validationDomains ?? {}, names);
  warnOfUnlikelyMailboxes(scope, names, domains);
  const times = checkedTimes(scope, props);
  return {
    ValidationMethod: 'EMAIL',
    ...(domains.size > 0 && {
      ValidationDomains: [...domains].map(([DomainName, ValidationDomain]) => ({
        DomainName,
        ValidationDomain,
      })),
    }),
    ...(times !== undefined && { ResendAfterSeconds: times }),
  };
}

function checkedDomains(
  scope: IConstruct,
  given: Readonly<Record<string, string>>,
  names: readonly string[],
): ReadonlyMap<string, string> {
  const domains = new Map<string, string>();
  for (const [key, value] of Object.entries(given)) {
    const [name, domain] = [nameInNormalForm(key), nameInNormalForm(value)];
    const property = `validationDomains['${key}']`;
    if (!isUnknown(name) && !names.some(isUnknown) && !names.includes(name)) {
      throw problemAt(scope, `${property} is for no name of the certificate; leave it out`);
    }
    const problem =
      isUnknown(name) || isUnknown(domain) ? undefined : problemWithValidationDomain(domain, name);
    if (problem !== undefined) throw problemAt(scope, `${property} '${domain}' ${problem}`);
    if ((domains.get(name) ?? domain) !== domain) {
      throw problemAt(
        scope,
        `validationDomains has two domains for '${name}'; leave one of them out`,
      );
    }
    domains.set(name, domain);
  }
  return domains;
}

/**
 * Who has mailboxes at a domain seldom has them at the names below it. ACM leaves out a leading `www.` or `*.` by itself.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html
 */
function warnOfUnlikelyMailboxes(
  scope: IConstruct,
  names: readonly string[],
  domains: ReadonlyMap<string, string>,
): void {
  const unlikely = names.filter((name) => {
    const isBelow = (other: string): boolean =>
      addressed(other) !== addressed(name) && covers(addressed(other), addressed(name));
    return !isUnknown(name) && !domains.has(name) && names.some(isBelow);
  });
  if (unlikely.length === 0) return;
  const where = unlikely.map((name) => `'${name}'`).join(', ');
  Annotations.of(scope).addWarningV2(
    'cdk-dns-certificate:validationMailboxes',
    `the mails for ${where} go to mailboxes such as admin@${addressed(unlikely[0] ?? '')}, though a domain above is on the ` +
      'certificate, too; if nobody reads them there, say in validationDomains to which domain they go',
  );
}

/** In seconds; undefined for what is the default. */
function checkedTimes(
  scope: IConstruct,
  { resendAfter, validationTimeout, waitForIssuance }: EmailProps,
): readonly number[] | undefined {
  if (resendAfter === undefined) return undefined;
  if (waitForIssuance === false && resendAfter.length > 0) {
    throw problemAt(
      scope,
      'resendAfter is given, and waitForIssuance is false: mails are sent again while the deployment waits; leave one of them out',
    );
  }
  if (resendAfter.some((each) => each.isUnresolved())) {
    throw problemAt(scope, 'resendAfter is not known while synthesizing; write Durations');
  }
  const seconds = resendAfter.map((each) => each.toSeconds({ integral: false }));
  const problem = problemWithResendTimes(seconds);
  if (problem !== undefined) throw problemAt(scope, `resendAfter: ${problem}`);
  const timeout = validationTimeout ?? Duration.seconds(LONGEST_VALIDATION_SECONDS);
  if (timeout.isUnresolved()) return seconds;
  const last = seconds.at(-1) ?? 0;
  if (last < timeout.toSeconds({ integral: false })) return seconds;
  throw problemAt(
    scope,
    `resendAfter: ${last} s is not below the ${timeout.toHumanString()} that the deployment waits; write earlier times`,
  );
}

function addressed(name: string): string {
  return withoutWildcard(name).replace(/^www\./, '');
}
