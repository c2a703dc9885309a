// CloudFormation's side of the custom-resource protocol, written from AWS's documentation: it hands an event to Intake,
// waits up to an hour, and is strict about the response.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref.html
import type { WireResponse } from 'acm-emulator';
import { RESOURCE_TYPE } from '../../contract/properties';
import type { AsynchronousInvocation } from './asynchronous-invocation';
import { Ids } from './ids';
import { connectionError, type NetworkCall, type NetworkRequest } from './network';
import { hasExpired, responseUrl } from './response-url';
import type { Timeline } from './timeline';

/** What became of a request, and after how many seconds. */
export interface Outcome {
  readonly status: 'SUCCESS' | 'FAILED' | 'NO RESPONSE';
  readonly physicalResourceId: string;
  readonly reason: string;
  /** What Fn::GetAtt gives. */
  readonly data: Readonly<Record<string, string>>;
  readonly seconds: number;
}

export interface RequestOptions {
  readonly physicalResourceId?: string;
  readonly logicalResourceId?: string;
  /** How often the event is delivered. */
  readonly deliveries?: number;
  /** How much later the event is delivered than CloudFormation made it. */
  readonly lateSeconds?: number;
  /** Fields of the event that are not as they should be. */
  readonly event?: Record<string, unknown>;
  /** The statuses that the presigned URL returns, the last one for ever; 0 breaks the connection. */
  readonly urlStatuses?: readonly number[];
}

/** What a template says of a resource when CloudFormation makes a request for it. */
export interface DeployedRequest {
  readonly type: string;
  readonly logicalResourceId: string;
  readonly properties: unknown;
}

const HOUR_SECONDS = 3600;

export const STACK_ID =
  'arn:aws:cloudformation:eu-west-1:000000000000:stack/Stack/51af3dc0-da77-11e4-872e-1234567db123';

const LOGICAL_RESOURCE_ID = 'Certificate4E7ABB08';

type Response = Readonly<Record<string, string | undefined>> & {
  readonly Data?: Readonly<Record<string, string>>;
};

interface Pending {
  readonly urlStatuses: number[];
  readonly event: Readonly<Record<string, unknown>>;
  readonly settle: (response: Response) => void;
}

export class CloudFormation {
  /** The bodies of all responses that came for a request, good ones and others. */
  readonly responses: string[] = [];
  /** Told of every request before it is delivered: what the stack's roles may do is deployed first. */
  deploys: (request: DeployedRequest) => void = () => undefined;
  private readonly pending = new Map<string, Pending>();
  /** By logical id: what the last request for a resource wanted. */
  private readonly lastProperties = new Map<string, unknown>();
  private readonly ids = new Ids();

  constructor(
    private readonly timeline: Timeline,
    private readonly intake: AsynchronousInvocation,
  ) {}

  create(properties: unknown, options?: RequestOptions): Promise<Outcome> {
    return this.request('Create', properties, options);
  }

  update(properties: unknown, options: RequestOptions): Promise<Outcome> {
    return this.request('Update', properties, options);
  }

  delete(properties: unknown, options: RequestOptions): Promise<Outcome> {
    return this.request('Delete', properties, options);
  }

  /** Receives what is put to a presigned URL, as S3 does. */
  receive({ request }: NetworkCall): WireResponse {
    const url = `https://${request.host}${request.target}`;
    const pending = this.pending.get(url);
    // The URL is signed for an empty content type: S3 refuses any other. The same goes for another method.
    const isSigned = request.method === 'PUT' && !request.headers['content-type'];
    if (pending === undefined || !isSigned || hasExpired(new URL(url), this.timeline.clock.now())) {
      return { status: 403, headers: {}, body: '' };
    }
    const { urlStatuses } = pending;
    const status = (urlStatuses.length > 1 ? urlStatuses.shift() : urlStatuses[0]) ?? 200;
    if (status === 0) throw connectionError('ECONNRESET', 'socket hang up');
    if (status === 200) {
      this.responses.push(request.body);
      pending.settle(checked(request, pending.event));
    }
    return { status, headers: {}, body: '' };
  }

  private async request(
    type: string,
    properties: unknown,
    options: RequestOptions = {},
  ): Promise<Outcome> {
    const url = this.responseUrl(options);
    const event = this.event(type, properties, {
      ...options,
      event: { ResponseURL: url, ...options.event },
    });
    const logicalResourceId = String(event['LogicalResourceId']);
    this.lastProperties.set(logicalResourceId, event['ResourceProperties']);
    this.deploys({ type, logicalResourceId, properties });
    const { deliveries = 1, lateSeconds = 0 } = options;
    this.intake.queue(event, Array<number>(deliveries).fill(lateSeconds));
    return this.responseTo(event, options.urlStatuses);
  }

  /** Waits for the response to an event that was delivered. */
  async responseTo(
    event: Readonly<Record<string, unknown>>,
    urlStatuses: readonly number[] = [200],
  ): Promise<Outcome> {
    const url = String(event['ResponseURL']);
    const start = this.timeline.elapsed;
    const responded = new Promise<Response | undefined>((settle) => {
      this.pending.set(url, { urlStatuses: [...urlStatuses], event, settle });
    });
    const timeout = this.timeline.alarm(HOUR_SECONDS);
    const body = await Promise.race([responded, timeout.rings]);
    timeout.cancel();
    return {
      status: (body?.['Status'] ?? 'NO RESPONSE') as Outcome['status'],
      physicalResourceId: body?.['PhysicalResourceId'] ?? '',
      reason: body?.['Reason'] ?? '',
      data: body?.Data ?? {},
      seconds: this.timeline.elapsed - start,
    };
  }

  private event(
    type: string,
    properties: unknown,
    options: RequestOptions,
  ): Record<string, unknown> {
    const { physicalResourceId, logicalResourceId = LOGICAL_RESOURCE_ID } = options;
    const old = this.lastProperties.get(logicalResourceId);
    return {
      RequestType: type,
      RequestId: this.ids.next(),
      StackId: STACK_ID,
      ResourceType: RESOURCE_TYPE,
      LogicalResourceId: logicalResourceId,
      ...(physicalResourceId !== undefined && { PhysicalResourceId: physicalResourceId }),
      ResourceProperties: asStrings(properties),
      ...(type === 'Update' && { OldResourceProperties: old }),
      ...options.event,
    };
  }

  private responseUrl({ logicalResourceId = LOGICAL_RESOURCE_ID }: RequestOptions): string {
    return responseUrl({
      region: STACK_ID.split(':')[3]!,
      stackId: STACK_ID,
      logicalResourceId,
      id: this.ids.next(),
      timeMs: this.timeline.clock.now(),
    });
  }
}

/** CloudFormation hands every scalar over as a string. */
function asStrings(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStrings);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asStrings(each)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** What CloudFormation makes of a response: one that breaks its rules is a failure. */
function checked({ body }: NetworkRequest, event: Readonly<Record<string, unknown>>): Response {
  const problems: string[] = [];
  const response = JSON.parse(body) as Response;
  if (Buffer.byteLength(body) > 4096) problems.push('Response object is too long');
  for (const field of ['StackId', 'RequestId', 'LogicalResourceId']) {
    if (response[field] !== event[field]) problems.push(`${field} ${response[field] ?? ''}`);
  }
  const id = response['PhysicalResourceId'] ?? '';
  if (id === '' || Buffer.byteLength(id) > 1024) problems.push(`PhysicalResourceId ${id}`);
  if (response['Status'] === 'FAILED' && !response['Reason']) problems.push('no Reason');
  return problems.length === 0
    ? response
    : { Status: 'FAILED', Reason: `Invalid response: ${problems.join(', ')}` };
}
