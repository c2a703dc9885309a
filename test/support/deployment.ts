// A whole deployment on the moved clock: CloudFormation, the built handlers, the synthesized state machine between them,
// and the emulator in AWS's place. All of it in this process, over a network in memory.
import { ACMClient, DeleteCertificateCommand } from '@aws-sdk/client-acm';
import {
  MovableClock,
  startEmulator,
  type Authorize,
  type Emulator,
  type EmulatorOptions,
  type Timings,
} from 'acm-emulator';
import { AsynchronousInvocation } from './asynchronous-invocation';
import { CloudFormation, type Outcome } from './cloudformation';
import { DeploymentIam } from './deployment-iam';
import { FunctionError } from './function-error';
import { lambdaEnvironment, LambdaFunction, type Start } from './lambda-function';
import { failureText } from './failure-text';
import { DOMAIN, REGION } from './names';
import { Network } from './network';
import { randomFrom, type Random } from './random';
import { routesTo } from './routes';
import { StateMachine } from './state-machine';
import { StepFunctions, type StatesQuestion } from './step-functions';
import type { Definition } from './states-language';
import { certificateDefinition } from './synth';
import { Timeline } from './timeline';

/** ACM answers as quickly as it ever does: what is measured is our own waiting. */
export const PROMPT = {
  methodLagSeconds: 0,
  firstRecordSeconds: 0,
  furtherRecordSeconds: 0,
  propagationSeconds: 0,
  issuanceSeconds: 3,
};
export const MINUTE = 60;

/** A physical id as CloudFormation invents it for a create that it did not wait for. */
export const INVENTED = 'Stack-Certificate4E7ABB08-1K2J3H4G5F6D';

/** The physical id of a create that made no certificate. */
export const NEVER_REQUESTED = 'Certificate4E7ABB08-never-requested';

/** The physical id of a create that may have made a certificate, and knows no ARN. */
export const WITHOUT_ARN = /^Certificate4E7ABB08-without-arn-since-20\d\d-/;

/** For a test file: starts deployments, each of which ends with its test; every fault that it asked for must have struck. */
export function startsDeployments(): typeof Deployment.start {
  const running: Deployment[] = [];
  afterEach(async () => {
    const ended = running.splice(0);
    await Promise.all(ended.map((deployment) => deployment.close()));
    expect(ended.flatMap((deployment) => deployment.outstandingFaults())).toEqual([]);
  });
  return async (...options) => {
    const deployment = await Deployment.start(...options);
    running.push(deployment);
    return deployment;
  };
}

export interface DeploymentOptions {
  /** Where all chance comes from: the same seed, the same run. */
  readonly seed?: number;
  /** How long a call to AWS takes one way. */
  readonly oneWayMs?: (random: Random) => number;
  /** How long Lambda takes from the call until the handler runs. */
  readonly startMs?: (start: Start, random: Random) => number;
  /**
   * Whether the roles of the stack judge every call, for which the stack is synthesized at every request; true by
   * default. Hundreds of requests would take minutes.
   */
  readonly judgesIam?: boolean;
  /** What executions run that began under an earlier version; by default what is synthesized. */
  readonly definition?: Definition;
  readonly emulator?: Omit<EmulatorOptions, 'clock' | 'timings' | 'authorize'>;
}

export class Deployment {
  static start(
    timings: Partial<Timings> = {},
    options: DeploymentOptions = {},
  ): Promise<Deployment> {
    const clock = new MovableClock();
    // The emulator is there before the deployment whose roles it asks.
    const asked: { iam?: DeploymentIam } = {};
    const authorize: Authorize = (question) => asked.iam?.answer(question);
    const emulator = startEmulator({
      ...options.emulator,
      clock,
      timings,
      authorize,
      sharedKeys: true,
    });
    const deployment = new Deployment(clock, emulator, options);
    if (deployment.judgesIam) asked.iam = deployment.iam;
    return Promise.resolve(deployment);
  }

  readonly timeline: Timeline;
  readonly network: Network;
  readonly hostedZoneId: string;
  /** What the roles of the stack may do, as it was deployed last. */
  readonly iam: DeploymentIam;
  readonly intake: LambdaFunction;
  readonly step: LambdaFunction;
  readonly stepFunctions: StepFunctions;
  readonly stateMachine: StateMachine;
  readonly cloudFormation: CloudFormation;
  /** How many of the next StartExecution calls fail. */
  stateMachineUnavailable = 0;

  private constructor(
    clock: MovableClock,
    readonly emulator: Emulator,
    private readonly options: DeploymentOptions,
  ) {
    this.timeline = new Timeline(clock);
    this.hostedZoneId = emulator.createHostedZone(DOMAIN);
    this.iam = new DeploymentIam(this.hostedZoneId);
    const { oneWayMs } = options;
    const random = this.random('network');
    this.network = new Network(this.timeline, oneWayMs && (() => oneWayMs(random)));
    this.intake = this.lambdaFunction('intake', 'Intake');
    this.step = this.lambdaFunction('step', 'Step');
    this.stateMachine = new StateMachine({
      arn: this.iam.deployed.machineArn,
      definition: options.definition ?? certificateDefinition(),
      invoke: (_resource, input) => this.invokeStep(input),
      timeline: this.timeline,
      random: this.random('retries'),
    });
    this.stepFunctions = new StepFunctions(this.timeline);
    this.stepFunctions.add(this.stateMachine);
    this.stepFunctions.authorize = (question) => this.denialOf(question);
    this.cloudFormation = this.connectedCloudFormation();
    for (const route of routesTo(this)) this.network.add(route);
  }

  /** As `new DnsCertificate` writes them, but for those given. */
  properties(properties: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      ServiceToken: 'arn:intake',
      ServiceTimeout: 3600,
      Region: REGION,
      DomainName: DOMAIN,
      HostedZones: [{ HostedZoneId: this.hostedZoneId, Name: DOMAIN }],
      ...properties,
    };
  }

  /** Creates a certificate with `properties` beside the usual ones, which must succeed. */
  created(properties: Record<string, unknown> = {}): Promise<Outcome> {
    return this.succeeded(this.cloudFormation.create(this.properties(properties)));
  }

  /** Updates it to `properties`, which must succeed. */
  updated(properties: Record<string, unknown>, physicalResourceId: string): Promise<Outcome> {
    return this.succeeded(
      this.cloudFormation.update(this.properties(properties), { physicalResourceId }),
    );
  }

  /** Deletes it, which must succeed. */
  deleted(properties: Record<string, unknown>, physicalResourceId: string): Promise<Outcome> {
    return this.succeeded(
      this.cloudFormation.delete(this.properties(properties), { physicalResourceId }),
    );
  }

  /**
   * @throws Error with our own reason, the way through every execution and the last calls to AWS, if `outcome` is
   * anything but a success
   */
  expectSuccess(outcome: Outcome): void {
    if (outcome.status === 'SUCCESS') return;
    throw new Error(failureText(outcome, this.stateMachine.executions, this.emulator.history));
  }

  certificates(): { readonly arn: string; readonly status: string }[] {
    return this.emulator
      .certificates()
      .map(({ certificateArn, status }) => ({ arn: certificateArn, status }));
  }

  /** The validation records in the hosted zone. */
  records(): readonly unknown[] {
    return this.emulator.records(this.hostedZoneId);
  }

  /** How often an operation of ACM or Route 53 was called. */
  calls(operation: string): number {
    return this.emulator.history.filter((call) => call.operation === operation).length;
  }

  /** Somebody deletes a certificate by hand. */
  async deleteBehindItsBack(certificateArn: string): Promise<void> {
    const { requestHandler } = this.emulator;
    const credentials = { accessKeyId: 'AKIASOMEBODY', secretAccessKey: 'secret' };
    const acm = new ACMClient({ region: REGION, credentials, requestHandler });
    await acm.send(new DeleteCertificateCommand({ CertificateArn: certificateArn }));
  }

  /** The faults that were asked for and did not happen: without them a test shows nothing of what it is about. */
  outstandingFaults(): readonly unknown[] {
    const { emulator, network, intake, step } = this;
    const ofProcesses = [network, intake, step].flatMap((each) => each.outstandingFaults());
    return [...emulator.outstandingFaults(), ...ofProcesses];
  }

  async close(): Promise<void> {
    this.timeline.stop();
    await this.emulator.close();
  }

  private async succeeded(request: Promise<Outcome>): Promise<Outcome> {
    const outcome = await request;
    this.expectSuccess(outcome);
    return outcome;
  }

  private get judgesIam(): boolean {
    return this.options.judgesIam ?? true;
  }

  private random(part: string): Random {
    return randomFrom(this.options.seed ?? 1, part);
  }

  private lambdaFunction(name: 'intake' | 'step', logicalId: string): LambdaFunction {
    const { Timeout, Variables } = this.iam.deployed.functionConfiguration(logicalId);
    const { startMs = () => 0 } = this.options;
    const random = this.random(`${name} starts`);
    return new LambdaFunction({
      name,
      env: { ...lambdaEnvironment(name), ...Variables },
      timeoutSeconds: Timeout,
      timeline: this.timeline,
      network: this.network,
      random: this.random(name),
      startMs: (start) => startMs(start, random),
    });
  }

  private connectedCloudFormation(): CloudFormation {
    const queue = new AsynchronousInvocation(this.timeline, (event) => this.intake.invoke(event));
    const cloudFormation = new CloudFormation(this.timeline, queue);
    cloudFormation.deploys = (request) => {
      if (this.judgesIam) this.iam.deploy(request);
    };
    return cloudFormation;
  }

  private invokeStep(input: unknown): Promise<unknown> {
    const arn = this.iam.deployed.functionArn('Step');
    const denial = this.denied('StateMachineRole', 'lambda:InvokeFunction', arn);
    if (denial !== undefined) throw new FunctionError('Lambda.AccessDeniedException', denial);
    return this.step.invoke(input);
  }

  private denialOf({ from, action, resource }: StatesQuestion): string | undefined {
    if (action === 'states:StartExecution' && this.stateMachineUnavailable > 0) {
      this.stateMachineUnavailable -= 1;
      return 'unavailable';
    }
    return this.denied(from === 'intake' ? 'IntakeRole' : 'StepRole', action, resource);
  }

  private denied(role: string, action: string, resource: string): string | undefined {
    return this.judgesIam ? this.iam.denialOf(role, action, resource) : undefined;
  }
}

/** To half a second: a few calls to AWS take some hundred milliseconds. */
export function about(seconds: number): number {
  return expect.closeTo(seconds, 0) as number;
}
