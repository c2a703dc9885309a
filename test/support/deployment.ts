// A whole deployment on the moved clock: CloudFormation, the built handlers in threads of their own, the
// synthesized state machine between them, and the emulator in AWS's place.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ACMClient, DeleteCertificateCommand } from '@aws-sdk/client-acm';
import {
  MovableClock,
  startEmulator,
  type Authorize,
  type Emulator,
  type Timings,
} from 'acm-emulator';
import { CloudFormation, type Outcome } from './cloudformation';
import { DeploymentIam } from './deployment-iam';
import { FunctionError, LambdaFunction } from './lambda-function';
import { StateMachine, type Definition, type StartExecutionInput } from './state-machine';
import { ACCOUNT, certificateIn, definitionIn, newStack, REGION } from './synth';
import { Timeline } from './timeline';
import { DOMAIN } from './names';

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

/** The physical id of a create that knows no ARN. */
export const WITHOUT_ARN = /^Certificate4E7ABB08-without-arn-since-20\d\d-/;

/** For a test file: starts deployments, each of which ends with its test. */
export function startsDeployments(): typeof Deployment.start {
  const running: Deployment[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((deployment) => deployment.close()));
  });
  return async (timings) => {
    const deployment = await Deployment.start(timings);
    running.push(deployment);
    return deployment;
  };
}

export class Deployment {
  static async start(timings: Partial<Timings> = {}): Promise<Deployment> {
    const clock = new MovableClock();
    // The emulator is there before the deployment whose roles it asks.
    const asked: { iam?: DeploymentIam } = {};
    const authorize: Authorize = (question) => asked.iam?.answer(question);
    const emulator = startEmulator({ clock, timings, authorize });
    const awsEndpoint = await emulator.listen();
    const deployment = new Deployment(clock, emulator);
    asked.iam = deployment.iam;
    await new Promise<void>((listening) => deployment.server.listen(0, '127.0.0.1', listening));
    deployment.connect(awsEndpoint);
    return deployment;
  }

  readonly timeline: Timeline;
  readonly hostedZoneId: string;
  /** What the roles of the stack may do, as it was deployed last. */
  readonly iam: DeploymentIam;
  intake!: LambdaFunction;
  step!: LambdaFunction;
  stateMachine!: StateMachine;
  cloudFormation!: CloudFormation;
  /** How many of the next StartExecution calls fail. */
  stateMachineUnavailable = 0;
  private readonly server: Server;

  private constructor(
    clock: MovableClock,
    readonly emulator: Emulator,
  ) {
    this.timeline = new Timeline(clock);
    this.hostedZoneId = emulator.createHostedZone(DOMAIN);
    this.iam = new DeploymentIam(this.hostedZoneId);
    this.server = createServer((request, response) => void this.route(request, response));
    this.server.keepAliveTimeout = 0;
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
  async created(properties: Record<string, unknown> = {}): Promise<Outcome> {
    const outcome = await this.cloudFormation.create(this.properties(properties));
    this.expectSuccess(outcome);
    return outcome;
  }

  /**
   * @throws Error with our own reason, the way through every execution and the last calls to AWS, if `outcome` is
   * anything but a success
   */
  expectSuccess({ status, reason, seconds }: Outcome): void {
    if (status === 'SUCCESS') return;
    const executions = this.stateMachine.executions.map(({ path }) => pathText(path));
    const calls = this.emulator.history
      .slice(-10)
      .map(
        ({ operation, error = 'ok', time }) =>
          `${new Date(time).toISOString()} ${operation}: ${error}`,
      );
    const lines = [
      `${status} after ${seconds} s: ${reason}`,
      ...executions,
      'the last calls:',
      ...calls,
    ];
    throw new Error(lines.join('\n'));
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

  async close(): Promise<void> {
    await Promise.all([this.intake.close(), this.step.close(), this.emulator.close()]);
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private connect(awsEndpoint: string): void {
    const { port } = this.server.address() as AddressInfo;
    const here = `http://127.0.0.1:${port}`;
    const env = {
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: awsEndpoint,
      AWS_ENDPOINT_URL_SFN: here,
      STATE_MACHINE_ARN: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:certificates`,
    };
    this.intake = new LambdaFunction('intake', env);
    this.step = new LambdaFunction('step', env);
    this.stateMachine = new StateMachine(
      definition(),
      (_resource, input) => this.invokeStep(input),
      this.timeline,
    );
    this.cloudFormation = new CloudFormation(this.timeline, here, (event) =>
      this.intake.invoke(event),
    );
    this.cloudFormation.deploys = (request) => {
      this.iam.deploy(request);
    };
  }

  private invokeStep(input: unknown): Promise<unknown> {
    const denial = this.iam.denialOf('StateMachineRole', 'lambda:InvokeFunction');
    if (denial !== undefined) throw new FunctionError('Lambda.AccessDeniedException', denial);
    return this.step.invoke(input);
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    if (target === undefined) {
      this.cloudFormation.receive(request, body, response);
      return;
    }
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    const denial = this.iam.denialOf('IntakeRole', 'states:StartExecution');
    if (denial !== undefined || this.stateMachineUnavailable > 0) {
      this.stateMachineUnavailable -= 1;
      response
        .writeHead(400)
        .end(JSON.stringify({ __type: 'AccessDeniedException', message: denial }));
      return;
    }
    const outcome = this.stateMachine.start(JSON.parse(body) as StartExecutionInput);
    if (outcome === 'ExecutionAlreadyExists') {
      response.writeHead(400).end(JSON.stringify({ __type: outcome, message: 'exists' }));
    } else {
      const startDate = this.timeline.clock.now() / 1000;
      response.end(JSON.stringify({ executionArn: `arn:execution:${outcome.name}`, startDate }));
    }
  }
}

/** Many ticks are counted, not listed. */
function pathText(path: readonly string[]): string {
  const TICK = 'Step > Responded? > Wait > ';
  return path
    .join(' > ')
    .replace(
      /(?:Step > Responded\? > Wait > ){2,}/g,
      (ticks) => `${ticks.length / TICK.length} ticks > `,
    );
}

let synthesized: Definition | undefined;

function definition(): Definition {
  if (synthesized === undefined) {
    const stack = newStack();
    certificateIn(stack);
    synthesized = definitionIn(stack);
  }
  return synthesized;
}
