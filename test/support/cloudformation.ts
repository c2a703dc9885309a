// CloudFormation's side of the custom-resource protocol, written from AWS's documentation: it delivers an
// event to Intake as Lambda's asynchronous invocation does, waits up to an hour, and is strict about the
// response.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref.html
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESOURCE_TYPE } from '../../contract/properties';
import { Ids } from './ids';
import type { Timeline } from './timeline';

/** What became of a request, and after how many seconds. */
export interface Outcome {
  readonly status: 'SUCCESS' | 'FAILED' | 'NO RESPONSE';
  readonly physicalResourceId: string;
  readonly reason: string;
  readonly seconds: number;
}

export interface RequestOptions {
  readonly physicalResourceId?: string;
  readonly logicalResourceId?: string;
  /** How often the event is delivered. */
  readonly deliveries?: number;
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

/** When a function fails, Lambda tries an asynchronous event twice more. */
const ASYNC_RETRY_SECONDS = [60, 120];

export const STACK_ID =
  'arn:aws:cloudformation:eu-west-1:000000000000:stack/Stack/51af3dc0-da77-11e4-872e-1234567db123';

type Response = Readonly<Record<string, string | undefined>>;

interface Pending {
  readonly urlStatuses: number[];
  readonly event: Record<string, unknown>;
  readonly settle: (response: Response) => void;
}

export class CloudFormation {
  /** The bodies of all responses that came for a request, good ones and others. */
  readonly responses: string[] = [];
  /** Told of every request before it is delivered: what the stack's roles may do is deployed first. */
  deploys: (request: DeployedRequest) => void = () => undefined;
  private readonly pending = new Map<string, Pending>();
  private readonly ids = new Ids();

  constructor(
    private readonly timeline: Timeline,
    private readonly endpoint: string,
    private readonly intake: (event: unknown) => Promise<unknown>,
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

  /** Receives what is put to a presigned URL. */
  receive(request: IncomingMessage, body: string, response: ServerResponse): void {
    const token = new URL(request.url ?? '', this.endpoint).pathname.split('/').pop() ?? '';
    const pending = this.pending.get(token);
    const urlStatuses = pending?.urlStatuses ?? [404];
    const due = urlStatuses.length > 1 ? urlStatuses.shift() : urlStatuses[0];
    // The URL is signed for an empty content type: S3 refuses any other.
    const status = request.headers['content-type'] ? 403 : due;
    if (pending === undefined || status !== 200) {
      if (status === 0) request.socket.destroy();
      else response.writeHead(status ?? 404).end();
      return;
    }
    this.responses.push(body);
    response.writeHead(200).end();
    pending.settle(checked(request, body, pending.event));
  }

  private async request(
    type: string,
    properties: unknown,
    options: RequestOptions = {},
  ): Promise<Outcome> {
    const event = this.event(type, properties, options);
    this.deploys({ type, logicalResourceId: String(event['LogicalResourceId']), properties });
    const token = String(event['ResponseURL']).split('/').pop()!.split('?')[0]!;
    const start = this.timeline.elapsed;
    const responded = new Promise<Response | undefined>((settle) => {
      this.pending.set(token, { urlStatuses: [...(options.urlStatuses ?? [200])], event, settle });
    });
    for (let n = 0; n < (options.deliveries ?? 1); n += 1) void this.deliver(event);
    const timeout = this.timeline.alarm(HOUR_SECONDS);
    const body = await Promise.race([responded, timeout.rings]);
    timeout.cancel();
    return {
      status: (body?.['Status'] ?? 'NO RESPONSE') as Outcome['status'],
      physicalResourceId: body?.['PhysicalResourceId'] ?? '',
      reason: body?.['Reason'] ?? '',
      seconds: this.timeline.elapsed - start,
    };
  }

  private event(
    type: string,
    properties: unknown,
    options: RequestOptions,
  ): Record<string, unknown> {
    const { physicalResourceId } = options;
    return {
      RequestType: type,
      RequestId: this.ids.next(),
      StackId: STACK_ID,
      ResponseURL: `${this.endpoint}/cloudformation/${this.ids.next()}?X-Amz-Signature=SECRET`,
      ResourceType: RESOURCE_TYPE,
      LogicalResourceId: options.logicalResourceId ?? 'Certificate4E7ABB08',
      ...(physicalResourceId !== undefined && { PhysicalResourceId: physicalResourceId }),
      ResourceProperties: asStrings(properties),
      ...options.event,
    };
  }

  private async deliver(event: unknown): Promise<void> {
    await this.timeline.task(async () => {
      for (const seconds of [...ASYNC_RETRY_SECONDS, undefined]) {
        try {
          await this.intake(event);
          return;
        } catch {
          if (seconds !== undefined) await this.timeline.sleep(seconds);
        }
      }
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
function checked(
  request: IncomingMessage,
  body: string,
  event: Readonly<Record<string, unknown>>,
): Response {
  const problems: string[] = [];
  const response = JSON.parse(body) as Response;
  if (request.method !== 'PUT') problems.push(`method ${request.method ?? ''}`);
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
