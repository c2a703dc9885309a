// What a certificate's resource tells besides its ARN, and the parameters that its PEM is written into: only where somebody
// asks for it, so that no other stack changes.
import type { CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PARAMETER_NAMES, type Attribute } from '../../contract/attributes';
import { problemWithPemOf, type PemParameterNames } from '../../contract/pem';
import type { PemParametersProperty, ResourceProperties } from '../../contract/properties';
import type { CertificateProvider } from '../certificate-provider';
import { PemParameters, type PemParametersOptions } from '../pem-parameters';
import { parameterArns, parameterNames } from './parameter-names';
import { problemAt } from './problem-at';
import { isUnknown } from './unknown';

export interface OutputsProps {
  readonly resource: CfnResource;
  readonly provider: CertificateProvider;
  /** On the certificate. */
  readonly names: readonly string[];
}

export class CertificateOutputs {
  private readonly attributes = new Set<Attribute>();
  private pem: PemParameters | undefined;

  constructor(
    private readonly scope: Construct,
    private readonly props: OutputsProps,
  ) {}

  /** A token for what ACM says. */
  attribute(name: Attribute): string {
    if (!this.attributes.has(name)) {
      this.attributes.add(name);
      this.setProperty('Attributes', [...this.attributes].sort());
      if (name === 'Fingerprint') this.allowPem([]);
    }
    return this.props.resource.getAtt(name).toString();
  }

  /** @throws Error if they are asked for twice with names, if a name is refused, or if the PEM cannot fit */
  pemParameters(options: PemParametersOptions = {}): PemParameters {
    const hasOptions = Object.values(options).some((each) => each !== undefined);
    if (this.pem !== undefined) {
      if (!hasOptions) return this.pem;
      const cure = 'name them in the first call';
      throw problemAt(this.scope, `the parameters of its PEM are declared already; ${cure}`);
    }
    this.refuseTooLarge();
    const names = parameterNames(this.scope, options);
    const arns = parameterArns(this.scope, names);
    this.allowPem(arns);
    const property: PemParametersProperty = { Certificate: names.certificate, Chain: names.chain };
    this.setProperty('PemParameters', property);
    this.pem = PemParameters._of({ names: this.tokens(), arns });
    return this.pem;
  }

  private tokens(): readonly [string, string] {
    const token = (which: keyof PemParameterNames): string =>
      this.props.resource.getAtt(PARAMETER_NAMES[which]).toString();
    return [token('certificate'), token('chain')];
  }

  private refuseTooLarge(): void {
    const { names } = this.props;
    const problem = names.some(isUnknown) ? undefined : problemWithPemOf(names);
    if (problem !== undefined) throw problemAt(this.scope, problem);
  }

  private allowPem(arns: readonly string[]): void {
    const { provider, resource } = this.props;
    resource.node.addDependency(...provider._allowPem(this.scope, arns));
  }

  private setProperty<T extends keyof ResourceProperties>(
    name: T,
    value: ResourceProperties[T],
  ): void {
    this.props.resource.addPropertyOverride(name, value);
  }
}
