// Requests to a custom resource and the responses to them.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref.html
import { RESOURCE_TYPE } from '../../../contract/properties';
import type { Ids } from '../ids';
import { hasExpired, responseUrl } from '../response-url';
import type { Timeline } from '../timeline';
import { Attempt, type Result } from './attempt';
import { problemsWith, type Response } from './response';
import type { Properties } from './template';

export type RequestType = 'Create' | 'Update' | 'Delete';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
export interface CustomResourceEvent {
  readonly RequestType: RequestType;
  readonly RequestId: string;
  readonly StackId: string;
  readonly ResponseURL: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties;
  readonly OldResourceProperties?: Properties;
}

/** What the URL received, whether or not CloudFormation still waited for it. */
export interface Answer {
  readonly seconds: number;
  readonly body: string;
  readonly accepted: boolean;
}

export interface CustomResourceRequest {
  readonly event: CustomResourceEvent;
  /** When it was made, and when CloudFormation stopped waiting for it. */
  readonly seconds: number;
  endSeconds?: number;
  result?: Result;
  readonly attempt: Attempt;
  readonly answers: Answer[];
}

export interface Wanted {
  readonly type: RequestType;
  readonly stackId: string;
  readonly region: string;
  readonly logicalId: string;
  readonly physicalId?: string;
  readonly properties: Properties;
  readonly oldProperties?: Properties;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html */
const DEFAULT_TIMEOUT_SECONDS = 3600;

export class CustomResourceRequests {
  readonly all: CustomResourceRequest[] = [];
  private readonly byUrl = new Map<string, CustomResourceRequest>();

  constructor(
    private readonly timeline: Timeline,
    private readonly ids: Ids,
    private readonly deliver: (event: CustomResourceEvent) => void,
  ) {}

  send(wanted: Wanted): Attempt {
    const attempt = new Attempt();
    const event = this.event(wanted);
    const seconds = this.timeline.elapsed;
    const request: CustomResourceRequest = { event, seconds, attempt, answers: [] };
    this.all.push(request);
    this.byUrl.set(event.ResponseURL, request);
    this.endsInTime(request);
    this.deliver(event);
    return attempt;
  }

  /**
   * What is put to a URL, and the status that S3 returns. A URL is signed for one method and no content type; S3 knows
   * nothing of what CloudFormation still waits for.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
   */
  receive(
    url: string,
    method: string,
    headers: Readonly<Record<string, string | undefined>>,
    body: string,
  ): number {
    const request = this.byUrl.get(url);
    const seconds = this.timeline.elapsed;
    const isSigned = method === 'PUT' && (headers['content-type'] ?? '') === '';
    if (request === undefined || !isSigned) return 403;
    if (hasExpired(new URL(url), this.timeline.clock.now())) return 403;
    const accepted = request.attempt.end(resultOf(body, request.event));
    request.answers.push({ seconds, body, accepted });
    return 200;
  }

  private event(wanted: Wanted): CustomResourceEvent {
    const { type, stackId, region, logicalId, physicalId, properties, oldProperties } = wanted;
    const requestId = this.ids.next();
    return {
      RequestType: type,
      RequestId: requestId,
      StackId: stackId,
      ResponseURL: responseUrl({
        region,
        stackId,
        logicalResourceId: logicalId,
        id: this.ids.next(),
        timeMs: this.timeline.clock.now(),
      }),
      ResourceType: RESOURCE_TYPE,
      LogicalResourceId: logicalId,
      ...(physicalId !== undefined && { PhysicalResourceId: physicalId }),
      ResourceProperties: properties,
      ...(oldProperties !== undefined && { OldResourceProperties: oldProperties }),
    };
  }

  private endsInTime(request: CustomResourceRequest): void {
    const { ServiceTimeout = DEFAULT_TIMEOUT_SECONDS } = request.event.ResourceProperties;
    const timeout = this.timeline.alarm(Number(ServiceTimeout));
    void timeout.rings.then(() =>
      request.attempt.fail(
        'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId ' +
          `[${request.event.RequestId}].`,
      ),
    );
    void request.attempt.result.then((result) => {
      timeout.cancel();
      request.result = result;
      request.endSeconds = this.timeline.elapsed;
    });
  }
}

/** A response that breaks a rule is a failure, and tells no physical id. */
function resultOf(body: string, event: CustomResourceEvent): Result {
  const problems = problemsWith(body, event);
  if (problems.length > 0) return { status: 'FAILED', reason: problems.join('; ') };
  const { Status, Reason = '', PhysicalResourceId = '' } = JSON.parse(body) as Response;
  return Status === 'SUCCESS'
    ? { status: 'SUCCESS', physicalId: PhysicalResourceId }
    : {
        status: 'FAILED',
        reason: `Received response status [FAILED] from custom resource. Message returned: ${Reason}`,
        physicalId: PhysicalResourceId,
      };
}
