const { App, Stack } = require('aws-cdk-lib');
const { HostedZone } = require('aws-cdk-lib/aws-route53');
const { DnsCertificate } = require('cdk-dns-certificate');

const stack = new Stack(new App(), 'Site');
const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0123456789EXAMPLE',
  zoneName: 'example.com',
});
new DnsCertificate(stack, 'Certificate', { domainName: 'example.com', hostedZone });
const { Resources } = stack.node.root.synth().getStackByName('Site').template;
console.log(Object.keys(Resources).length);
