// Alarms on the metric of a certificate that can never go off: CloudWatch has an alarm watch metrics of its own Region only. Of a
// stack whose Region is known, aws-cdk-lib refuses it; of another, it leaves the Region of the metric out without a word.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
import { Annotations, CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { valuesAt } from './consumers';
import { isUnknown } from './unknown';

const ALARM = 'AWS::CloudWatch::Alarm';

/** Where it has the dimensions of its metrics. */
const DIMENSIONS = [
  ['dimensions', '*', 'value'],
  ['metrics', '*', 'metricStat', 'metric', 'dimensions', '*', 'value'],
];

/** Warns `certificate`, whose resource this is, of alarms that may be in another Region than `region`. */
export function warnOfDeafAlarms(
  certificate: IConstruct,
  resource: CfnResource,
  region: string,
): void {
  if (isUnknown(region)) return;
  for (const each of resource.node.root.node.findAll()) {
    if (!CfnResource.isCfnResource(each) || each.cfnResourceType !== ALARM) continue;
    if (!isUnknown(Stack.of(each).region)) continue;
    if (!DIMENSIONS.some((path) => valuesAt(each, path).includes(resource))) continue;
    Annotations.of(certificate).addWarningV2(
      'cdk-dns-certificate:alarmRegion',
      `alarm '${each.node.path}' watches the certificate in ${region}, and the Region of its stack is not known: in another it ` +
        `never goes off; give the stack a Region, or make the alarm in a stack of ${region}`,
    );
  }
}
