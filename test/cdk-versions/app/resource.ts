// What a certificate is besides an ARN: a resource of CDK, with a Region, tags, a removal policy and a metric, to which
// other stacks refer.
import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { getCertificateRegion, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import {
  appOf,
  certificateIn,
  type Checks,
  referenceIn,
  REGION,
  stackIn,
  valuesIn,
} from './consumer';
import { DISTRIBUTION, distributionIn } from './content-delivery';

const { type: DISTRIBUTION_TYPE, path: ARN_IN_DISTRIBUTION } = DISTRIBUTION;

export const resource: Checks = {
  'a consumer in another stack': () => {
    const app = appOf();
    const [stack, other] = [stackIn(app), stackIn(app, 'Other')];
    distributionIn(other, certificateIn(stack, { region: 'us-east-1' }));
    const template = Template.fromStack(stack);
    const [name] = valuesIn(Template.fromStack(other), DISTRIBUTION_TYPE, [
      ...ARN_IN_DISTRIBUTION,
      'Fn::ImportValue',
    ]);
    template.hasOutput('*', { Value: referenceIn(template), Export: { Name: name } });
  },

  'crossRegionReferences, a consumer in another Region': () => {
    const app = appOf();
    const [stack, other] = [stackIn(app, 'Stack', 'us-east-1'), stackIn(app, 'Other')];
    distributionIn(other, certificateIn(stack));
    const template = Template.fromStack(stack);
    const writes = ['WriterProps', 'exports'];
    const [exported] = valuesIn(template, 'Custom::CrossRegionExportWriter', writes);
    const [[name, reference] = []] = Object.entries(exported as Record<string, unknown>);
    deepStrictEqual(reference, referenceIn(template));
    const [[, attribute]] = valuesIn(Template.fromStack(other), DISTRIBUTION_TYPE, [
      ...ARN_IN_DISTRIBUTION,
      'Fn::GetAtt',
    ]) as [[string, string]];
    strictEqual(attribute, name);
  },

  'getCertificateRegion, in the Region of the stack': () => {
    strictEqual(getCertificateRegion(certificateIn(stackIn(appOf()))), REGION);
  },

  'env.region, in another Region': () => {
    const certificate: ICertificate = certificateIn(stackIn(appOf()), { region: 'us-east-1' });
    strictEqual(certificate.env.region, 'us-east-1');
  },

  metricDaysToExpiry: () => {
    const stack = stackIn(appOf());
    const certificate: ICertificate = certificateIn(stack);
    certificate
      .metricDaysToExpiry()
      .createAlarm(stack, 'Alarm', { evaluationPeriods: 1, threshold: 30 });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/CertificateManager',
      MetricName: 'DaysToExpiry',
      Dimensions: [{ Name: 'CertificateArn', Value: referenceIn(template) }],
    });
  },

  'Tags.of': () => {
    const stack = stackIn(appOf());
    certificateIn(stack);
    Tags.of(stack).add('team', 'web');
    Template.fromStack(stack).hasResourceProperties('Custom::AcmCertificate', {
      Tags: Match.arrayWith([{ Key: 'team', Value: 'web' }]),
    });
  },

  applyRemovalPolicy: () => {
    const stack = stackIn(appOf());
    certificateIn(stack).applyRemovalPolicy(RemovalPolicy.RETAIN);
    Template.fromStack(stack).hasResource('Custom::AcmCertificate', {
      DeletionPolicy: 'Retain',
      Properties: { Retain: true },
    });
  },
};
