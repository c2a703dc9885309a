// What stays out of the way of people who do not run cdk-nag. That it finds nothing is checked by `npm run nag`, with an
// aws-cdk-lib that it runs on.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { DOMAIN } from '../support/names';
import { certificateIn, newStack } from '../support/synth';

test('an aws-cdk-lib that cannot acknowledge findings synthesizes without a warning, and no finding is in its output', () => {
  expect(cdk).not.toHaveProperty('Validations');
  const stack = newStack();
  const hostedZone = new route53.PublicHostedZone(stack, 'Made', { zoneName: DOMAIN });
  certificateIn(stack, { hostedZone });
  const assembly = cdk.App.of(stack)!.synth();
  expect(assembly.getStackArtifact(stack.artifactId).messages).toEqual([]);
  const files = readdirSync(assembly.directory).filter((name) => name.endsWith('.json'));
  expect(files).toContain('manifest.json');
  for (const name of files) {
    expect(readFileSync(path.join(assembly.directory, name), 'utf8')).not.toContain('AwsSolutions');
  }
});
