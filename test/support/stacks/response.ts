// What CloudFormation asks of a response.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
import type { CustomResourceEvent } from './requests';

export interface Response {
  readonly Status?: string;
  readonly Reason?: string;
  readonly PhysicalResourceId?: string;
  readonly StackId?: string;
  readonly RequestId?: string;
  readonly LogicalResourceId?: string;
}

const LONGEST_BODY_BYTES = 4096;
const LONGEST_ID_BYTES = 1024;

export function problemsWith(body: string, event: CustomResourceEvent): string[] {
  if (Buffer.byteLength(body) > LONGEST_BODY_BYTES) return ['Response object is too long.'];
  const response = parsed(body);
  if (response === undefined) return ['Response is not a valid JSON object'];
  const ids = (['StackId', 'RequestId', 'LogicalResourceId'] as const)
    .filter((field) => response[field] !== event[field])
    .map((field) => `Invalid ${field}`);
  const { Status, Reason, PhysicalResourceId: id = '' } = response;
  return [
    ...ids,
    ...(id === '' || Buffer.byteLength(id) > LONGEST_ID_BYTES
      ? ['Invalid PhysicalResourceId']
      : []),
    ...(Status === 'SUCCESS' || Status === 'FAILED' ? [] : ['Invalid Status']),
    ...(Status === 'FAILED' && !Reason ? ['Reason is required'] : []),
  ];
}

function parsed(body: string): Response | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
