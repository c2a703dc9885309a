// What a certificate is besides its names, and how long it is waited for, checked while synthesizing.
import { Token, type Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type { IConstruct } from 'constructs';
import { LONGEST_VALIDATION_SECONDS } from '../../contract/constants';
import {
  DEFAULT_KEY_ALGORITHM,
  isKeyAlgorithm,
  KEY_ALGORITHMS,
  type KeyAlgorithm,
} from '../../contract/key-algorithms';
import { isStillToBeLookedUp } from '../../contract/lookups';
import type { ResourceProperties } from '../../contract/properties';
import type { CertificateKind } from './permissions/acm';
import { problemAt } from './problem-at';

/** ACM is not asked for less. */
const SHORTEST_VALIDATION_SECONDS = 60;

export interface KindProps {
  readonly keyAlgorithm?: acm.KeyAlgorithm;
  readonly allowExport?: boolean;
  readonly validationTimeout?: Duration;
  readonly waitForIssuance?: boolean;
}

/**
 * What the policies allow.
 *
 * @throws Error for an algorithm with which ACM issues no public certificate, or that only the deployment knows
 */
export function certificateKind(
  scope: IConstruct,
  { keyAlgorithm, allowExport = false }: KindProps,
): Omit<CertificateKind, 'method'> {
  return { keyAlgorithm: checkedAlgorithm(scope, keyAlgorithm), isExportable: allowExport };
}

function checkedAlgorithm(scope: IConstruct, given: acm.KeyAlgorithm | undefined): KeyAlgorithm {
  const name = given?.name ?? DEFAULT_KEY_ALGORITHM;
  const advice = `use one of ${KEY_ALGORITHMS.join(', ')}`;
  if (isKeyAlgorithm(name)) return name;
  // This is the first synthesis then, whose policies are not deployed.
  if (isStillToBeLookedUp(name)) return DEFAULT_KEY_ALGORITHM;
  if (Token.isUnresolved(name)) {
    throw problemAt(scope, `keyAlgorithm is not known while synthesizing; ${advice}`);
  }
  throw problemAt(
    scope,
    `keyAlgorithm is '${name}', with which ACM issues no public certificate; ${advice}`,
  );
}

/**
 * As properties of the custom resource, but for what is the default.
 *
 * @throws Error for a time-out that is too short, too long or not known
 */
export function kindProperties(
  scope: IConstruct,
  props: KindProps,
): Pick<
  ResourceProperties,
  'KeyAlgorithm' | 'Export' | 'ValidationTimeoutSeconds' | 'WaitForIssuance'
> {
  const { keyAlgorithm, isExportable } = certificateKind(scope, props);
  const { validationTimeout, waitForIssuance } = props;
  // As it is given: one that was never looked up is refused in the deployment.
  const algorithm = props.keyAlgorithm?.name ?? keyAlgorithm;
  return {
    ...(algorithm !== DEFAULT_KEY_ALGORITHM && { KeyAlgorithm: algorithm }),
    ...(isExportable && { Export: true }),
    ...(validationTimeout !== undefined && {
      ValidationTimeoutSeconds: checkedSeconds(scope, validationTimeout),
    }),
    ...(waitForIssuance === false && { WaitForIssuance: false }),
  };
}

function checkedSeconds(scope: IConstruct, timeout: Duration): number {
  const range = 'write a Duration of 1 to 55 minutes';
  if (timeout.isUnresolved()) {
    throw problemAt(scope, `validationTimeout is not known while synthesizing; ${range}`);
  }
  const seconds = timeout.toSeconds({ integral: false });
  if (seconds >= SHORTEST_VALIDATION_SECONDS && seconds <= LONGEST_VALIDATION_SECONDS) {
    return seconds;
  }
  throw problemAt(scope, `validationTimeout is ${timeout.toHumanString()}; ${range}`);
}
