// The network between the handlers and AWS, in memory and on the timeline: every call takes time there and back, may
// fail on either way, and is noted. No socket is opened.
import type { WireRequest, WireResponse } from 'acm-emulator';
import type { Timeline } from './timeline';

export interface NetworkRequest extends WireRequest {
  readonly host: string;
  /** The path with the query, as it was sent. */
  readonly target: string;
}

export interface NetworkCall {
  /** Who calls: the name of a function. */
  readonly from: string;
  readonly operation: string;
  readonly request: NetworkRequest;
}

/** One line of the history. */
export interface CallRecord {
  /** When it reached AWS, or would have; milliseconds since the epoch. */
  readonly timeMs: number;
  readonly from: string;
  readonly host: string;
  readonly operation: string;
}

/** What becomes of a call; `reached`: AWS has acted, and only its answer is lost. NO_ANSWER leaves the caller waiting. */
export type Fate = 'pass' | LostCall | RefusedCall;

interface LostCall {
  readonly fail: 'ECONNRESET' | 'ETIMEDOUT' | 'NO_ANSWER';
  readonly reached: boolean;
}

interface RefusedCall {
  readonly status: number;
  readonly error: string;
  readonly message?: string;
}

/** Answers a call; an error that it throws breaks the connection. */
export type Service = (call: NetworkCall) => WireResponse | Promise<WireResponse>;

export interface Route {
  readonly host: RegExp;
  readonly service: Service;
  readonly operationOf: (request: NetworkRequest) => string;
}

/** What a call within a Region takes, more or less. */
const USUAL_LATENCY_MS = 40;

export class Network {
  readonly history: CallRecord[] = [];
  /** Decides what becomes of a call when it reaches AWS. */
  onCall: (call: NetworkCall) => Fate = passes;
  private readonly routes: Route[] = [];
  private struck = 0;

  /** @param oneWayMs how long a call takes one way, asked for each way of each call */
  constructor(
    private readonly timeline: Timeline,
    private readonly oneWayMs: () => number = () => USUAL_LATENCY_MS / 2,
  ) {}

  add(route: Route): void {
    this.routes.push(route);
  }

  /** What `onCall` was made for and did not do. */
  outstandingFaults(): readonly string[] {
    return this.onCall !== passes && this.struck === 0 ? ['no call was struck'] : [];
  }

  /** @throws Error with Node's code, as a connection that fails */
  async send(request: NetworkRequest, from: string): Promise<WireResponse> {
    await this.travel();
    try {
      const response = await this.arrive(request, from);
      await this.travel();
      return response;
    } catch (error) {
      await this.travel();
      throw error;
    }
  }

  private arrive(request: NetworkRequest, from: string): WireResponse | Promise<WireResponse> {
    const { host } = request;
    const route = this.routes.find((each) => each.host.test(host));
    if (route === undefined) throw connectionError('ENOTFOUND', `getaddrinfo ENOTFOUND ${host}`);
    const call = { from, operation: route.operationOf(request), request };
    const { operation } = call;
    this.history.push({ timeMs: this.timeline.clock.now(), from, host, operation });
    const fate = this.onCall(call);
    if (fate !== 'pass') this.struck += 1;
    if (fate === 'pass') return this.answer(route, call);
    if ('status' in fate) return refusal(request, fate);
    return this.lose(fate, () => this.answer(route, call));
  }

  private answer(route: Route, call: NetworkCall): Promise<WireResponse> {
    return this.timeline.work(Promise.resolve(route.service(call)));
  }

  private async lose(
    { fail, reached }: LostCall,
    act: () => Promise<WireResponse>,
  ): Promise<WireResponse> {
    if (reached) await act();
    if (fail === 'NO_ANSWER') return new Promise(() => undefined);
    throw connectionError(fail, fail === 'ECONNRESET' ? 'socket hang up' : `connect ${fail}`);
  }

  private travel(): Promise<void> {
    return new Promise((arrived) => {
      this.timeline.schedule(this.oneWayMs(), arrived);
    });
  }
}

export function connectionError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** In the form of the protocol that the call speaks: JSON, or XML. */
function refusal(
  request: NetworkRequest,
  { status, error, message = '' }: RefusedCall,
): WireResponse {
  const isJson = /json/.test(request.headers['content-type'] ?? '');
  if (isJson || request.headers['x-amz-target'] !== undefined) {
    return { status, headers: {}, body: JSON.stringify({ __type: error, message }) };
  }
  const type = status < 500 ? 'Sender' : 'Receiver';
  const content = `<Type>${type}</Type><Code>${error}</Code><Message>${message}</Message>`;
  const body = `<ErrorResponse><Error>${content}</Error></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function passes(): 'pass' {
  return 'pass';
}
