// What uses the certificate, before and after.
import type { Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';

export function distributionWith(
  certificate: ICertificate,
  stack: Stack,
  domainName: string,
): void {
  new Distribution(stack, 'Distribution', {
    certificate,
    domainNames: [domainName],
    defaultBehavior: { origin: new HttpOrigin(`origin.${domainName}`) },
  });
}
