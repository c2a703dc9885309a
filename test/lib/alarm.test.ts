// An alarm on the days until a certificate expires: CloudWatch has it watch a metric of its own Region only.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
import { Stack, type App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ComparisonOperator, MathExpression, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
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
    Period: 86_400,
    Statistic: 'Minimum',
    Threshold: 30,
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

describe('In a stack whose Region is known in the deployment only, CDK cannot refuse an alarm that would never go off, so', () => {
  const WATCHES = 'watches the certificate in us-east-1, and the Region of its stack is not known';

  test.each<[string, (stack: Stack, certificate: DnsCertificate) => Alarm]>([
    ['one on the metric is warned of', alarmIn],
    [
      'one on what is reckoned from the metric is warned of',
      (stack, certificate) =>
        new MathExpression({
          expression: 'days * 24',
          usingMetrics: { days: certificate.metricDaysToExpiry() },
        }).createAlarm(stack, 'Expiry', { threshold: 720, evaluationPeriods: 1 }),
    ],
  ])('%s', (_alarm, build) => {
    const stack = new Stack(newApp(), 'Stack');
    build(stack, certificateIn(stack, { region: 'us-east-1' }));
    Annotations.fromStack(stack).hasWarning(
      '/Stack/Certificate',
      Match.stringLikeRegexp(`alarm 'Stack/Expiry/Resource' ${WATCHES}`),
    );
  });

  test('nobody is warned of one on a certificate in the Region of the stack, nor of other alarms', () => {
    const stack = new Stack(newApp(), 'Stack');
    alarmIn(stack, certificateIn(stack));
    const elsewhere = certificateIn(stack, { region: 'us-east-1' }, 'Elsewhere');
    const native = Certificate.fromCertificateArn(stack, 'Native', 'arn:aws:acm:eu-west-1:1:c/1');
    const props = { threshold: 1, evaluationPeriods: 1 };
    native.metricDaysToExpiry().createAlarm(stack, 'Another', props);
    expect(elsewhere.metricDaysToExpiry().region).toBe('us-east-1');
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});
