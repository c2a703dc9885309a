import { CfnOutput, CfnParameter, NestedStack, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { RESOURCE_TYPE } from '../../contract/properties';
import { CertificateProvider, type PemParametersOptions } from '../../lib';
import { DOMAIN } from '../support/names';
import { ACCOUNT, certificateIn, newApp, newStack, REGION } from '../support/synth';

const FOLDER = /^\/cdk-dns-certificate\/Stack\/Certificate-[0-9a-f]{8}\//;

interface Resource {
  readonly Properties: Record<string, unknown>;
  readonly DependsOn: string[];
}

function certificateOf(stack: Stack): Resource {
  const [resource] = Object.values(Template.fromStack(stack).findResources(RESOURCE_TYPE));
  return resource as unknown as Resource;
}

function declared(options?: PemParametersOptions): Resource {
  const stack = newStack();
  certificateIn(stack).pemParameters(options);
  return certificateOf(stack);
}

test('Nothing is asked of the handlers that nobody uses', () => {
  const stack = newStack();
  certificateIn(stack);
  const { Properties } = certificateOf(stack);
  expect(Properties).not.toHaveProperty('Attributes');
  expect(Properties).not.toHaveProperty('PemParameters');
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toMatch(/ssm:|GetCertificate/);
});

test('The parameters are named after the stack and the construct, and the same in every synthesis', () => {
  const { Properties } = declared();
  expect(Properties['PemParameters']).toEqual({
    Certificate: expect.stringMatching(new RegExp(`${FOLDER.source}certificate$`)) as string,
    Chain: expect.stringMatching(new RegExp(`${FOLDER.source}chain$`)) as string,
  });
  expect(declared().Properties).toEqual(Properties);
});

test('No two certificates of an app have parameters of one name', () => {
  const stack = newStack();
  const outer = [new NestedStack(stack, 'One'), new NestedStack(stack, 'Other')];
  const stacks = [stack, ...outer.map((each) => new NestedStack(each, 'Inner'))];
  for (const each of stacks) certificateIn(each).pemParameters();
  const names = stacks.map((each) => {
    return JSON.stringify(certificateOf(each).Properties['PemParameters']);
  });
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toContain('/cdk-dns-certificate/Stack/Certificate-');
});

test('A construct may have an id that no parameter may be called', () => {
  const stack = newStack();
  certificateIn(stack, {}, 'My Zertifikät').pemParameters();
  expect(JSON.stringify(certificateOf(stack).Properties)).toContain('/Stack/My-Zertifik-t-');
});

test('The parameters can be given names', () => {
  const names = { certificateParameterName: '/app/pem', chainParameterName: 'app-chain' };
  expect(declared(names).Properties['PemParameters']).toEqual({
    Certificate: '/app/pem',
    Chain: 'app-chain',
  });
});

test.each([
  [{ certificateParameterName: '/aws/pem' }, "certificateParameterName '/aws/pem' begins with aws"],
  [{ chainParameterName: 'app/chain' }, "write '/app/chain'"],
  [{ chainParameterName: '/app chain' }, 'has other characters than letters, digits and _ . - /'],
  [{ chainParameterName: '/app//chain' }, 'has a level without a name'],
  [{ chainParameterName: `/${'x'.repeat(1011)}` }, 'has 1012 characters'],
  [{ chainParameterName: '/a'.repeat(16) }, 'has more than the 15 levels'],
  [
    { certificateParameterName: '/a', chainParameterName: '/a' },
    "are called '/a'; name them apart",
  ],
])('A name that Parameter Store refuses is an error while synthesizing: %j', (options, problem) => {
  expect(() => declared(options)).toThrow(problem);
});

test('A name may be a parameter of the stack, but not come from a resource, which rights would wait for', () => {
  const stack = newStack();
  const certificate = certificateIn(stack);
  const late = new Topic(stack, 'Topic').topicName;
  expect(() => certificate.pemParameters({ chainParameterName: late })).toThrow(
    'comes from a resource of the stack; use a text, or a parameter of the stack',
  );
  const early = new CfnParameter(stack, 'Name').valueAsString;
  certificate.pemParameters({ chainParameterName: early });
  expect(certificateOf(stack).Properties['PemParameters']).toMatchObject({
    Chain: { Ref: 'Name' },
  });
});

test('Asked for again, the parameters are the same; other names are an error', () => {
  const certificate = certificateIn(newStack());
  const pem = certificate.pemParameters();
  expect(certificate.pemParameters()).toBe(pem);
  expect(() => certificate.pemParameters({ chainParameterName: '/other' })).toThrow(
    'the parameters of its PEM are declared already; name them in the first call',
  );
});

test('Names whose PEM cannot fit into a parameter are an error while synthesizing', () => {
  const label = 'x'.repeat(60);
  const subjectAlternativeNames = Array.from(
    { length: 99 },
    (_, i) => `${String(i).padStart(2, '0')}.${label}.${DOMAIN}`,
  );
  const certificate = certificateIn(newStack(), { subjectAlternativeNames });
  expect(() => certificate.pemParameters()).toThrow(
    /names has at least \d+ characters, and a parameter holds 8192; spread the names/,
  );
});

test('Whoever uses the name of a parameter waits until it is written', () => {
  const stack = newStack();
  const { certificateParameterName, chainParameterName } = certificateIn(stack).pemParameters();
  const id = stack.getLogicalId(stack.node.findChild('Certificate').node.defaultChild as never);
  expect(stack.resolve([certificateParameterName, chainParameterName])).toEqual([
    { 'Fn::GetAtt': [id, 'CertificateParameterName'] },
    { 'Fn::GetAtt': [id, 'ChainParameterName'] },
  ]);
});

test('Who is to read them may read these two and nothing else', () => {
  const stack = newStack();
  const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
  const names = { certificateParameterName: '/app/pem', chainParameterName: 'app-chain' };
  certificateIn(stack).pemParameters(names).grantRead(role);
  const partition = { Ref: 'AWS::Partition' };
  const arn = (path: string) => ({
    'Fn::Join': ['', ['arn:', partition, `:ssm:${REGION}:${ACCOUNT}:parameter/${path}`]],
  });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Action: ['ssm:GetParameter', 'ssm:GetParameters'],
          Effect: 'Allow',
          Resource: [arn('app/pem'), arn('app-chain')],
        },
      ],
    },
    PolicyName: 'ReaderDefaultPolicy151F3818',
  });
});

test.each([
  ['certificateSerialNumber', 'SerialNumber'],
  ['certificateFingerprint', 'Fingerprint'],
  ['certificateNotBefore', 'NotBefore'],
  ['certificateNotAfter', 'NotAfter'],
  ['certificateIssuer', 'Issuer'],
  ['certificateKeyAlgorithm', 'KeyAlgorithm'],
] as const)(
  'Who asks for %s changes the resource, so that a deployed one is asked, too',
  (property, attribute) => {
    const stack = newStack();
    const value = certificateIn(stack)[property];
    new CfnOutput(stack, 'Output', { value });
    expect(Token.isUnresolved(value)).toBe(true);
    expect(certificateOf(stack).Properties['Attributes']).toEqual([attribute]);
    const { Value } = Template.fromStack(stack).findOutputs('Output')['Output'] as {
      Value: object;
    };
    expect(Value).toEqual({ 'Fn::GetAtt': [expect.any(String), attribute] });
  },
);

test('What is asked for in another order is the same template', () => {
  const [one, other] = [newStack(), newStack()].map((stack, i) => {
    const certificate = certificateIn(stack);
    const asked = ['certificateIssuer', 'certificateSerialNumber'] as const;
    for (const property of i === 0 ? asked : asked.toReversed()) {
      expect(certificate[property]).not.toBe('');
    }
    return certificateOf(stack).Properties;
  });
  expect(one).toEqual(other);
});

test('What a clean-up needs stays until the certificate is deleted, though it has left the template', () => {
  const stack = newStack();
  certificateIn(stack, {}, 'Plain');
  certificateIn(stack, { domainName: `www.${DOMAIN}` }, 'With').pemParameters();
  const all = Object.entries(Template.fromStack(stack).findResources(RESOURCE_TYPE));
  const dependsOn = (id: string): string[] => {
    const [, found] = all.find(([each]) => each.startsWith(id)) ?? [];
    return (found as unknown as Resource).DependsOn;
  };
  const own = dependsOn('With').filter((id) => !dependsOn('Plain').includes(id));
  expect(own).toEqual([
    expect.stringContaining('ParametersPolicy'),
    expect.stringContaining('PemPolicy'),
  ]);
});

test('A served stack has these rights itself', () => {
  const app = newApp();
  const env = { account: ACCOUNT, region: REGION };
  const provider = CertificateProvider.getOrCreate(new Stack(app, 'Provider', { env }));
  const served = new Stack(app, 'Served', { env });
  certificateIn(served, { provider }).pemParameters();
  app.synth();
  expect(JSON.stringify(Template.fromStack(served).toJSON())).toContain('ssm:DeleteParameter');
  const stack = Stack.of(provider);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('ssm:');
});

test('Rights for parameters that fit into no inline policy are in managed ones', () => {
  const stack = newStack();
  for (let i = 0; i < 60; i += 1) {
    certificateIn(stack, { domainName: `n${i}.${DOMAIN}` }, `Certificate${i}`).pemParameters();
  }
  const managed = Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy');
  expect(JSON.stringify(managed)).toContain('ssm:PutParameter');
});

test('Two certificates cannot have one parameter, though each names it only once', () => {
  const stack = newStack();
  const names = { certificateParameterName: '/app/pem', chainParameterName: '/app/chain' };
  certificateIn(stack, {}, 'One').pemParameters(names);
  const other = certificateIn(stack, {}, 'Other');
  expect(() => other.pemParameters({ ...names, chainParameterName: '/app/other' })).toThrow(
    /Stack\/Other: parameter .*parameter\/app\/pem.* has the PEM of Stack\/One already; give it another name/,
  );
});
