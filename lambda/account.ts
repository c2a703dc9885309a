// Account Management behind the port `Regions`: the only file that imports its SDK.
import { ListRegionsCommand, type AccountClient } from '@aws-sdk/client-account';
import { translated } from './aws-errors';
import type { Regions } from './core/ports';

/** In a Region that is being disabled, certificates are renewed until it is. */
const ENABLED = ['ENABLED', 'ENABLED_BY_DEFAULT', 'ENABLING', 'DISABLING'] as const;

/** More than AWS has, on one page. @see https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html */
const MOST = 50;

export function accountRegions(account: () => AccountClient): Regions {
  return {
    list: () => translated('account:ListRegions', () => listRegions(account())),
  };
}

async function listRegions(account: AccountClient, nextToken?: string): Promise<readonly string[]> {
  const { Regions = [], NextToken } = await account.send(
    new ListRegionsCommand({
      RegionOptStatusContains: [...ENABLED],
      MaxResults: MOST,
      ...(nextToken !== undefined && { NextToken: nextToken }),
    }),
  );
  const names = Regions.flatMap(({ RegionName }) => RegionName ?? []);
  return NextToken === undefined ? names : [...names, ...(await listRegions(account, NextToken))];
}
