// Policies that fit, that close no cycle, and that are complete when somebody looks. What they allow and deny is judged
// in test/iam/.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Aspects, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { IConstruct } from 'constructs';
import { DnsCertificate } from '../../lib';
import { policySizes, type PolicySizes } from '../support/iam-size';
import { DOMAIN, namesUnderDomain } from '../support/names';
import { certificateIn, newApp, newStack, zoneOf } from '../support/synth';

const INLINE_OF_A_ROLE = 10_240;
const MANAGED = 6_144;
const MANAGED_OF_A_ROLE = 10;

function expectToFit({ inlineByRole, managed }: PolicySizes): void {
  for (const size of Object.values(inlineByRole))
    expect(size).toBeLessThanOrEqual(INLINE_OF_A_ROLE);
  for (const size of managed) expect(size).toBeLessThanOrEqual(MANAGED);
  expect(managed.length).toBeLessThanOrEqual(MANAGED_OF_A_ROLE);
}

function importedZone(stack: Stack, n: number): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(stack, `Imported${n}`, {
    hostedZoneId: `Z0123456789ABCDEFG${String(n).padStart(3, '0')}`,
    zoneName: `zone${n}.${DOMAIN}`,
  });
}

describe('Policies fit', () => {
  test.each<[string, (stack: Stack) => void]>([
    [
      'of 30 zones made in the stack with ten names each',
      (stack) => {
        for (let n = 0; n < 30; n += 1) {
          const zoneName = `zone${n}.${DOMAIN}`;
          const hostedZone = new route53.PublicHostedZone(stack, `Made${n}`, { zoneName });
          const subjectAlternativeNames = Array.from({ length: 9 }, (_, m) => `n${m}.${zoneName}`);
          const props = { domainName: zoneName, subjectAlternativeNames, hostedZone };
          certificateIn(stack, props, `Certificate${n}`);
        }
      },
    ],
    [
      'of 300 certificates over 30 imported zones',
      (stack) => {
        const zones = Array.from({ length: 30 }, (_, n) => importedZone(stack, n));
        for (let n = 0; n < 300; n += 1) {
          const domainName = `a-service-with-a-long-name-${n}.zone${n % 30}.${DOMAIN}`;
          certificateIn(stack, { domainName, hostedZone: zones[n % 30]! }, `Certificate${n}`);
        }
      },
    ],
    [
      'of 100 certificates with a zone each',
      (stack) => {
        for (let n = 0; n < 100; n += 1) {
          const hostedZone = importedZone(stack, n);
          certificateIn(stack, { domainName: `zone${n}.${DOMAIN}`, hostedZone }, `C${n}`);
        }
      },
    ],
    [
      'of a certificate with a hundred of the longest names',
      (stack) => {
        const filler = Array.from({ length: 3 }, () => 'a'.repeat(60)).join('.');
        const names = namesUnderDomain(99).map((name) => `${filler}.${name}`);
        certificateIn(stack, { subjectAlternativeNames: names });
      },
    ],
    [
      'of 200 names, and 10 roles for zones that are made in the stack',
      (stack) => {
        for (let n = 0; n < 200; n += 1) {
          certificateIn(stack, { domainName: `name-${n}.${DOMAIN}` }, `Certificate${n}`);
          if (n % 20 > 0) continue;
          const role = new iam.Role(stack, `Role${n}`, {
            assumedBy: new iam.AccountPrincipal('111111111111'),
          });
          const validationZones = [{ hostedZone: importedZone(stack, n + 1), role }];
          const domainName = `zone${n + 1}.${DOMAIN}`;
          new DnsCertificate(stack, `Zone${n}Certificate`, { domainName, validationZones });
        }
      },
    ],
    [
      'of names that are parameters',
      (stack) => {
        for (let n = 0; n < 60; n += 1) {
          const domainName = new CfnParameter(stack, `Domain${n}`).valueAsString;
          certificateIn(stack, { domainName }, `Certificate${n}`);
        }
      },
    ],
  ])('%s', (_title, build) => {
    const stack = newStack();
    build(stack);
    expectToFit(policySizes(stack));
  });

  test('and an ordinary stack has no resource for them but its three roles', () => {
    const stack = newStack();
    for (let n = 0; n < 20; n += 1)
      certificateIn(stack, { domainName: `n${n}.${DOMAIN}` }, `C${n}`);
    expect(policySizes(stack)).toMatchObject({ resources: 7 + 20, managed: [] });
  });

  test('or the construct fails at the certificate that is one too many, and says what to do', () => {
    const stack = newStack();
    const add = (): void => {
      for (let n = 0; n < 400; n += 1) {
        const names = Array.from({ length: 9 }, (_, m) => `name-${m}.certificate-${n}.${DOMAIN}`);
        const [domainName = '', ...subjectAlternativeNames] = names;
        certificateIn(stack, { domainName, subjectAlternativeNames }, `Certificate${n}`);
      }
    };
    expect(add).toThrow(
      /^Stack\/Certificate\d+: the names of this stack's certificates need more than IAM lets a role have: .*spread them over several stacks$/,
    );
    expectToFit(policySizes(stack));
  });
});

describe('Permissions close no cycle', () => {
  test('when a zone is made after another certificate', () => {
    // aws-cdk #20360: a role that all share carries a reference of each.
    const stack = newStack();
    const apex = certificateIn(stack, {}, 'Apex');
    const zoneName = `dev.${DOMAIN}`;
    const hostedZone = new route53.PublicHostedZone(stack, 'Sub', { zoneName });
    hostedZone.node.addDependency(apex);
    certificateIn(stack, { domainName: zoneName, hostedZone }, 'Dev');
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('when a name comes from a resource that is fed by another certificate', () => {
    const stack = newStack();
    const first = certificateIn(stack, {}, 'First');
    const parameter = new ssm.StringParameter(stack, 'Parameter', {
      stringValue: first.certificateArn,
    });
    certificateIn(stack, { domainName: parameter.stringValue }, 'Second');
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('when a Region comes from a resource that is fed by another certificate', () => {
    const stack = newStack();
    const first = certificateIn(stack, {}, 'First');
    const region = new ssm.StringParameter(stack, 'Parameter', {
      stringValue: first.certificateArn,
    }).stringValue;
    certificateIn(stack, { region }, 'Second');
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('when a zone and its name come from resources', () => {
    const stack = newStack();
    const first = certificateIn(stack, {}, 'First');
    const zoneName = new ssm.StringParameter(stack, 'Parameter', {
      stringValue: first.certificateArn,
    }).stringValue;
    const hostedZone = new route53.PublicHostedZone(stack, 'Made', { zoneName });
    certificateIn(stack, { domainName: zoneName, hostedZone }, 'Second');
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('and a zone that is made in the stack is deleted after its certificate', () => {
    const stack = newStack();
    const hostedZone = new route53.PublicHostedZone(stack, 'Made', { zoneName: DOMAIN });
    certificateIn(stack, { hostedZone });
    const [certificate] = Object.values(
      Template.fromStack(stack).findResources('Custom::AcmCertificate'),
    ) as { DependsOn: string[]; Properties: { HostedZones: [{ RoleArn: object }] } }[];
    const role = certificate!.DependsOn.find((id) => id.includes('Zone'))!;
    expect(certificate!.Properties.HostedZones[0].RoleArn).toEqual({ 'Fn::GetAtt': [role, 'Arn'] });
  });
});

describe('Permissions are complete', () => {
  test('in the report from which somebody else makes the roles', () => {
    // aws-cdk #22856, RFC 63
    const app = newApp();
    const stack = new Stack(app, 'S', { env: { account: '111111111111', region: 'eu-west-1' } });
    const roles = ['StepRole', 'IntakeRole', 'StateMachineRole'];
    iam.Role.customizeRoles(stack, {
      usePrecreatedRoles: Object.fromEntries(
        roles.map((id) => [`S/Custom::AcmCertificate/${id}`, id]),
      ),
    });
    certificateIn(stack, { hostedZone: zoneOf(stack) }, 'One');
    certificateIn(stack, { domainName: `two.${DOMAIN}`, region: 'us-east-1' }, 'Two');
    const report = readFileSync(path.join(app.synth().directory, 'iam-policy-report.txt'), 'utf8');
    for (const needed of [
      'route53:ChangeResourceRecordSets',
      'acm:RequestCertificate',
      'acm:AddTagsToCertificate',
      'acm:DeleteCertificate',
      `"two.${DOMAIN}"`,
      'us-east-1',
      'states:StartExecution',
      'lambda:InvokeFunction',
    ]) {
      expect(report).toContain(needed);
    }
    expect(report).not.toContain('#{Token[');
  });

  test('in the report for a zone that is made in the stack, which needs a role of its own', () => {
    const app = newApp();
    const stack = new Stack(app, 'S', { env: { account: '111111111111', region: 'eu-west-1' } });
    iam.Role.customizeRoles(stack, { preventSynthesis: true });
    const hostedZone = new route53.PublicHostedZone(stack, 'Made', { zoneName: DOMAIN });
    certificateIn(stack, { hostedZone });
    const report = readFileSync(path.join(app.synth().directory, 'iam-policy-report.txt'), 'utf8');
    const [, ofZone = ''] = report.split(/<missing role> \(S\/Custom::AcmCertificate\/Zone/);
    expect(ofZone).toContain('route53:ChangeResourceRecordSets');
    expect(ofZone).toContain(`_${'?'.repeat(32)}.${DOMAIN}`);
    expect(report).toContain('sts:AssumeRole');
  });

  test('when an aspect looks at them', () => {
    const stack = newStack();
    certificateIn(stack);
    const seen: string[] = [];
    Aspects.of(stack).add({
      visit: (node: IConstruct) => {
        if (!(node instanceof iam.CfnRole)) return;
        seen.push(JSON.stringify(stack.resolve(node.policies)));
      },
    });
    Template.fromStack(stack);
    expect(seen.join()).toContain(`"acm:DomainNames":["${DOMAIN}"]`);
    expect(seen.join()).toContain(`_${'?'.repeat(32)}.${DOMAIN}`);
  });

  test('as soon as a certificate is declared', () => {
    const stack = newStack();
    certificateIn(stack);
    certificateIn(stack, { domainName: `www.${DOMAIN}` }, 'Www');
    const role = stack.node
      .findAll()
      .find(
        (node): node is iam.CfnRole =>
          node instanceof iam.CfnRole && node.node.path.includes('StepRole'),
      );
    const policies = JSON.stringify(stack.resolve(role!.policies));
    expect(policies).toContain(`"acm:DomainNames":["${DOMAIN}","www.${DOMAIN}"]`);
  });
});
