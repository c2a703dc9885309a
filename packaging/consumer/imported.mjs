import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from 'cdk-dns-certificate';

const stack = new Stack(new App(), 'Site');
const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0123456789EXAMPLE',
  zoneName: 'example.com',
});
new DnsCertificate(stack, 'Certificate', { domainName: 'example.com', hostedZone });
const { Resources } = stack.node.root.synth().getStackByName('Site').template;
console.log(Object.keys(Resources).length);
