import { Template } from 'aws-cdk-lib/assertions';
import { RESOURCE_TYPE } from '../../contract/properties';
import { certificateIn, newStack, zoneOf } from '../support/synth';
import { DOMAIN } from '../support/names';

function templateWith(props: Parameters<typeof certificateIn>[1]): Template {
  const stack = newStack();
  certificateIn(stack, props);
  return Template.fromStack(stack);
}

test('Records are removed only where it is asked for', () => {
  const template = templateWith({});
  const [resource] = Object.values(template.findResources(RESOURCE_TYPE));
  expect(resource).not.toHaveProperty('Properties.RemoveValidationRecords');
  expect(JSON.stringify(template.toJSON())).not.toContain('DELETE');
  expect(JSON.stringify(template.toJSON())).not.toContain('account:ListRegions');
});

test('The handlers are told to, and in which Regions others may need the records', () => {
  const template = templateWith({
    removeValidationRecords: true,
    validationRecordRegions: ['us-east-1'],
  });
  template.hasResourceProperties(RESOURCE_TYPE, {
    RemoveValidationRecords: true,
    ValidationRecordRegions: ['us-east-1'],
  });
});

test('What a removal needs stays until the certificate is deleted, though it has left the template', () => {
  const stack = newStack();
  const hostedZone = zoneOf(stack);
  certificateIn(stack, { hostedZone }, 'Kept');
  const removed = { hostedZone, domainName: `www.${DOMAIN}`, removeValidationRecords: true };
  certificateIn(stack, removed, 'Removed');
  const template = Template.fromStack(stack);
  const certificates = Object.entries(template.findResources(RESOURCE_TYPE)) as [
    string,
    { DependsOn: string[] },
  ][];
  const [, kept] = certificates.find(([id]) => id.startsWith('Kept')) ?? [];
  const [, gone] = certificates.find(([id]) => id.startsWith('Removed')) ?? [];
  const own = gone?.DependsOn.filter((id) => kept?.DependsOn.includes(id) !== true);
  expect(own).toEqual([
    expect.stringContaining('RemovalPolicy'),
    expect.stringMatching(/Zone[0-9a-f]{8}Role/),
  ]);
});

test.each([
  [
    { validationRecordRegions: ['us-east-1'] },
    'validationRecordRegions is ["us-east-1"], and no record',
  ],
  [
    { removeValidationRecords: true, validationRecordRegions: ['us-esat'] },
    "validationRecordRegions[0] 'us-esat' is no Region of AWS",
  ],
])('A removal that makes no sense is an error while synthesizing: %j', (props, problem) => {
  expect(() => templateWith(props)).toThrow(problem);
});
