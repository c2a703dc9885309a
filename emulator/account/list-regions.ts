// ListRegions: the Regions of the partition, and whether the account has enabled them.
// @see https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
import { ServiceError } from '../errors';
import { partitionOf } from '../partition';
import { AWS_REGIONS, isEnabledByDefault } from '../regions';

export interface ListRegionsInput {
  readonly MaxResults?: unknown;
  readonly NextToken?: unknown;
  readonly RegionOptStatusContains?: unknown;
}

type OptStatus = 'ENABLED' | 'ENABLED_BY_DEFAULT' | 'DISABLED';

/** Most on a page, and where nothing is said. */
const PAGE = 50;

export function listRegions(
  { MaxResults = PAGE, NextToken = '0', RegionOptStatusContains: wanted }: ListRegionsInput,
  { region, enabled }: { readonly region: string; readonly enabled: ReadonlySet<string> },
): object {
  const size = Number(MaxResults);
  if (!Number.isInteger(size) || size < 1 || size > PAGE) {
    throw new ServiceError('ValidationException', `maxResults ${size} is not from 1 to ${PAGE}`);
  }
  const found = AWS_REGIONS.filter((each) => partitionOf(each) === partitionOf(region))
    .map((RegionName) => ({ RegionName, RegionOptStatus: statusOf(RegionName, enabled) }))
    .filter(({ RegionOptStatus }) => !Array.isArray(wanted) || wanted.includes(RegionOptStatus));
  const from = Number(NextToken);
  const next = from + size;
  return {
    Regions: found.slice(from, next),
    ...(next < found.length && { NextToken: String(next) }),
  };
}

function statusOf(region: string, enabled: ReadonlySet<string>): OptStatus {
  if (isEnabledByDefault(region)) return 'ENABLED_BY_DEFAULT';
  return enabled.has(region) ? 'ENABLED' : 'DISABLED';
}
