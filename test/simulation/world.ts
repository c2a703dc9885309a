// The world of a history: one AWS with two accounts, and for each stack its handlers, its state machine, its network.
import {
  MovableClock,
  operationOf,
  startEmulator,
  type Emulator,
  type RecordView,
  type WireRequest,
  type WireResponse,
} from 'acm-emulator';
import { AsynchronousInvocation } from '../support/asynchronous-invocation';
import { lambdaEnvironment, LambdaFunction } from '../support/lambda-function';
import { Network, type NetworkCall } from '../support/network';
import { randomFrom } from '../support/random';
import { routesTo } from '../support/routes';
import { StackModel, type CustomResourceEvent, type Stack } from '../support/stacks';
import { StateMachine } from '../support/state-machine';
import { StepFunctions } from '../support/step-functions';
import { Timeline } from '../support/timeline';
import { Approvals } from './approvals';
import { deployed } from './deployed';
import { Faults } from './faults';
import { Hand } from './hand';
import { ACCOUNTS, DOMAINS, REGIONS, type History, type StackPlan } from './history';
import { SimulatedRoles } from './roles';
import { REFUSED, type Surroundings } from './template';

/** Told of what handlers do, before AWS has done it and after. */
export interface Observer {
  deletes(arn: string): void;
  answers(event: CustomResourceEvent, body: string): void;
}

export interface Handlers {
  readonly step: LambdaFunction;
  readonly intake: LambdaFunction;
  readonly network: Network;
  readonly queue: AsynchronousInvocation;
}

export class World {
  readonly timeline = new Timeline(new MovableClock());
  readonly emulator: Emulator;
  readonly hand: Hand;
  readonly approvals: Approvals;
  readonly roles: SimulatedRoles;
  /** By the index of `DOMAINS`. */
  readonly zoneIds: readonly string[];
  readonly model: StackModel;
  /** By the index of the plan. */
  readonly faults: readonly Faults[];
  readonly handlers: Handlers[] = [];
  observer: Observer = {
    deletes: () => undefined,
    answers: () => undefined,
  };
  private readonly byStackId = new Map<string, { handlers: Handlers; faults: Faults }>();

  constructor(private readonly history: History) {
    const { issuanceSeconds, inUseLagSeconds, lags, stacks } = history;
    const timings = { ...lags, issuanceSeconds, inUseLagSeconds };
    this.emulator = startEmulator({ clock: this.timeline.clock, timings, sharedKeys: true });
    this.zoneIds = ACCOUNTS.map((account, n) =>
      this.emulator.createHostedZone(DOMAINS[n] ?? '', { account }),
    );
    for (const domain of DOMAINS) this.emulator.refuse(REFUSED + domain, 'CAA_ERROR');
    this.roles = new SimulatedRoles(this.emulator, stacks);
    this.hand = new Hand(this);
    this.approvals = new Approvals(this.emulator, this.timeline, {
      mostSeconds: history.approvalSeconds ?? 60,
      random: this.random('approvals'),
    });
    this.faults = stacks.map((_, n) => new Faults(this.timeline, this.random(`faults ${n}`)));
    const step = this.random('steps of CloudFormation');
    this.model = new StackModel(this.timeline, {
      deliver: (event) => {
        this.deliver(event);
      },
      attach: (user, arn) => {
        this.emulator.attach(arn, userOf(user, arn));
      },
      detach: (user, arn) => {
        this.emulator.detach(userOf(user, arn));
      },
      stepSeconds: () => 1 + Math.floor(step() * 3),
    });
  }

  surroundings(n: number): Omit<Surroundings, 'stackId'> {
    return { zoneIds: this.zoneIds, ...this.roles.of(n) };
  }

  /** A stack with handlers of its own. */
  newStack(plan: StackPlan, n: number): Stack {
    const [account, region] = [ACCOUNTS[plan.account], REGIONS[plan.region]];
    const stack = this.model.stack(`Site${n + 1}`, { account, region });
    const faults = this.faults[n];
    if (faults === undefined) throw new Error(`there is no plan ${n}`);
    const handlers = this.newHandlers({ account, region, stack, faults });
    this.handlers.push(handlers);
    this.byStackId.set(stack.identity.id, { handlers, faults });
    return stack;
  }

  /** By the index of `DOMAINS`. */
  recordsIn(zone: number): readonly RecordView[] {
    return this.emulator.records(this.zoneIds[zone] ?? '');
  }

  get plans(): readonly StackPlan[] {
    return this.history.stacks;
  }

  /** Whether something out of bounds has happened to the stack of a request. */
  readonly isTroubled = ({ StackId }: CustomResourceEvent): boolean =>
    this.byStackId.get(StackId)?.faults.isOutOfBounds === true;

  private deliver(event: CustomResourceEvent): void {
    const found = this.byStackId.get(event.StackId);
    if (found === undefined) throw new Error(`no handlers for ${event.StackId}`);
    const lateness = found.faults.lateness(`${event.RequestType} ${event.LogicalResourceId}`);
    found.handlers.queue.queue(event, lateness);
  }

  private newHandlers(of: {
    account: string;
    region: string;
    stack: Stack;
    faults: Faults;
  }): Handlers {
    const { account, region, stack, faults } = of;
    const { timeline } = this;
    const latency = this.random(`latency ${stack.identity.id}`);
    const network = new Network(timeline, () => 5 + Math.round(latency() ** 4 * 400));
    network.onCall = (call) => faults.onCall(call);
    const id = stack.identity.id.split('/').pop() ?? '';
    const arn = `arn:aws:states:${region}:${account}:stateMachine:cdk-dns-certificate-${id}`;
    const handler = (name: 'intake' | 'step'): LambdaFunction => {
      const random = this.random(`${name} ${id}`);
      const timeoutSeconds = deployed().timeoutSeconds[name];
      const env = { ...lambdaEnvironment(name, { account, region }), STATE_MACHINE_ARN: arn };
      const made = new LambdaFunction({
        name,
        env,
        timeoutSeconds,
        timeline,
        network,
        random,
        startMs: () => 0,
      });
      made.dies = () => faults.dies(name);
      return made;
    };
    const [intake, step] = [handler('intake'), handler('step')];
    const states = new StepFunctions(timeline);
    const { executionsLagSeconds } = this.history;
    if (executionsLagSeconds !== undefined) {
      const lag = this.random(`lists ${id}`);
      states.lagSeconds = () => lag() * executionsLagSeconds;
    }
    const invoke = (_resource: string, input: unknown): Promise<unknown> => step.invoke(input);
    const random = this.random(`retries ${id}`);
    states.add(
      new StateMachine({ arn, definition: deployed().definition, invoke, timeline, random }),
    );
    const emulator = { dispatch: (request: WireRequest) => this.act(request) };
    const cloudFormation = { receive: (call: NetworkCall) => this.receive(call) };
    for (const route of routesTo({ emulator, stepFunctions: states, cloudFormation })) {
      network.add(route);
    }
    const queue = new AsynchronousInvocation(timeline, (event) => intake.invoke(event));
    return { intake, step, network, queue };
  }

  private async act(request: WireRequest): Promise<WireResponse> {
    const response = await this.emulator.dispatch(request);
    this.approvals.afterCall(request, response);
    const operation = operationOf(request);
    if (operation === 'DeleteCertificate' && response.status === 200) {
      const { CertificateArn } = JSON.parse(request.body) as { CertificateArn: string };
      this.observer.deletes(CertificateArn);
    }
    return response;
  }

  private receive({ request }: NetworkCall): WireResponse {
    const url = `https://${request.host}${request.target}`;
    const { requests } = this.model;
    const status = requests.receive(url, request.method, request.headers, request.body);
    const asked = requests.all.find(({ event }) => event.ResponseURL === url);
    if (asked?.answers.at(-1)?.accepted === true) this.observer.answers(asked.event, request.body);
    return { status, headers: {}, body: '' };
  }

  private random(part: string): () => number {
    return randomFrom(this.history.seed, part);
  }
}

function userOf(user: string, arn: string): string {
  return `arn:aws:elasticloadbalancing:::listener/${user}/${arn.split('/').pop() ?? ''}`;
}
