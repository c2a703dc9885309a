// An alarm on the days until a certificate expires: CloudWatch has it watch a metric of its own Region only.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
import { Stack, type App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ComparisonOperator, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { DnsCertificate } from '../../lib';
import { ACCOUNT, certificateIn, newApp, REGION } from '../support/synth';

function stackIn(app: App, region: string, id = 'Stack'): Stack {
  return new Stack(app, id, { env: { account: ACCOUNT, region }, crossRegionReferences: true });
}

function alarmIn(stack: Stack, certificate: DnsCertificate): Alarm {
  return certificate.metricDaysToExpiry().createAlarm(stack, 'Expiry', {
    threshold: 30,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  });
}

test('An alarm in the stack watches a certificate of its Region', () => {
  const stack = stackIn(newApp(), REGION);
  const certificate = certificateIn(stack);
  alarmIn(stack, certificate);
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/CertificateManager',
    MetricName: 'DaysToExpiry',
    Dimensions: [
      { Name: 'CertificateArn', Value: stack.resolve(certificate.certificateArn) as unknown },
    ],
    ...{ Period: 86_400, Statistic: 'Minimum', Threshold: 30 },
  });
});

test('An alarm in the stack on a certificate of another Region, which would never go off, is an error while synthesizing', () => {
  const stack = stackIn(newApp(), REGION);
  const certificate = certificateIn(stack, { region: 'us-east-1' });
  expect(() => alarmIn(stack, certificate)).toThrow(
    /Cannot create an Alarm in region 'eu-west-1' based on metric .* in 'us-east-1'/,
  );
});

test('A stack of that Region has the alarm, and gets the ARN across', () => {
  const app = newApp();
  const certificate = certificateIn(stackIn(app, REGION), { region: 'us-east-1' });
  const alarms = stackIn(app, 'us-east-1', 'Alarms');
  alarmIn(alarms, certificate);
  app.synth();
  Template.fromStack(alarms).hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'DaysToExpiry',
    Dimensions: [
      {
        Name: 'CertificateArn',
        Value: { 'Fn::GetAtt': [Match.anyValue(), Match.stringLikeRegexp('RefCertificate')] },
      },
    ],
  });
});
