// The Region of a certificate: one in which the handlers of the stack can reach ACM.
import { Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';
import { REGION_PATTERN } from '../../contract/constants';
import { problemAt } from './problem-at';
import { isUnknown } from './unknown';

/** @throws Error if `region` is no Region, or is in another partition than the stack; it names the property */
export function checkRegion(scope: IConstruct, region: string, property = 'region'): void {
  if (isUnknown(region)) return;
  if (!REGION_PATTERN.test(region)) {
    throw problemAt(
      scope,
      `${property} '${region}' is no Region of AWS; write it as in 'us-east-1', or leave it out`,
    );
  }
  const stackRegion = Stack.of(scope).region;
  // RegionInfo loads the facts of all Regions, which takes as long as a hundred certificates.
  if (region === stackRegion) return;
  const [there, here] = [partitionOf(region), partitionOf(stackRegion)];
  if (there === undefined || here === undefined || there === here) return;
  throw problemAt(
    scope,
    `${property} '${region}' is in the partition ${there}, and the stack's own, '${stackRegion}', in ${here}; ` +
      'what is in one cannot use what is in the other; name a Region of its own partition',
  );
}

/** Undefined for a token, and for a Region that is newer than this aws-cdk-lib. */
function partitionOf(region: string): string | undefined {
  return Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition;
}
