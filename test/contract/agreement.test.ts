// What the library writes into a template is what the handler reads from CloudFormation's event.
import { Template } from 'aws-cdk-lib/assertions';
import { RESOURCE_TYPE } from '../../contract/properties';
import { readRequest, readResponseTarget } from '../../lambda/event';
import { certificateIn, newStack, zoneOf } from '../support/synth';
import { DOMAIN, namesUnderDomain } from '../support/names';

interface Props {
  readonly domainName?: string;
  readonly subjectAlternativeNames?: string[];
  readonly region?: string;
}

test.each<readonly [string, Props]>([
  ['one name', {}],
  ['names in capitals and with dots', { domainName: `WWW.${DOMAIN.toUpperCase()}.` }],
  ['a hundred names', { subjectAlternativeNames: namesUnderDomain(99) }],
  ['another Region', { region: 'us-east-1' }],
])('the handler reads what the library writes for %s', (_case, props) => {
  const stack = newStack();
  const hostedZone = zoneOf(stack);
  const { domainName = DOMAIN, subjectAlternativeNames = [], region = 'eu-west-1' } = props;
  certificateIn(stack, { hostedZone, ...props });
  const resources = Template.fromStack(stack).findResources(RESOURCE_TYPE);
  const [resource] = Object.values(resources) as { Properties: Record<string, unknown> }[];
  const event = {
    RequestType: 'Create',
    RequestId: 'request',
    StackId: 'stack',
    ResponseURL:
      'https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com/id',
    LogicalResourceId: 'Certificate',
    ResourceProperties: { ...resource!.Properties, ServiceTimeout: '3600' },
  };
  expect(readRequest(event, readResponseTarget(event, {})!, 'eu-west-1')).toMatchObject({
    spec: {
      region,
      domainName: domainName.toLowerCase().replace(/\.$/, ''),
      subjectAlternativeNames,
      hostedZones: [{ hostedZoneId: hostedZone.hostedZoneId, name: DOMAIN }],
    },
  });
});
