// The validation records in a hosted zone of the local cloud.
import { ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import type { Cloud } from '../cloud/cloud';

/** The names that they validate. */
export async function validationRecordsIn(
  { route53 }: Pick<Cloud, 'route53'>,
  hostedZoneId: string,
): Promise<string[]> {
  const { ResourceRecordSets = [] } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId }),
  );
  return ResourceRecordSets.filter(({ Type }) => Type === 'CNAME')
    .map(({ Name = '' }) => Name.replace(/^[^.]*\.|\.$/g, ''))
    .sort();
}
