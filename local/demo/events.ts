// Which lines of the CDK CLI the demo shows: events of certificates and of their users, failures, and the CLI's
// own last line.
import { constructOf } from './text';
import type { Remark } from './voices';

/** Certificates, which are most apps' only custom resources, their users, and their hosted zones. */
const TOLD_OF_AWS = [
  'CertificateManager::Certificate',
  'ElasticLoadBalancingV2::Listener',
  'CloudFront::Distribution',
  'ApiGateway::DomainName',
  'Route53::HostedZone',
  'Route53::RecordSet',
];
const TOLD = new RegExp(`^(?:Custom::.+|AWS::(?:${TOLD_OF_AWS.join('|')}))$`);
const STATUS_WIDTH = 'CREATE_IN_PROGRESS'.length;

/**
 * For one command of the CDK CLI. The CLI asks for events every few seconds and prints those of one second in any
 * order; that a resource has begun is not told after its end was.
 */
export function eventTeller(): (line: string) => Remark | undefined {
  const ended = new Set<string>();
  return (line) => {
    if (/^\s*[✅❌]/u.test(line)) return { speaker: 'CDK', text: line.trim() };
    const [, , , status = '', type = '', path = ''] = line.split('|').map((cell) => cell.trim());
    if (!TOLD.test(type) && (type === '' || !status.includes('FAILED'))) return undefined;
    const resource = `${type}  ${constructOf(path, type)}`;
    if (status.endsWith('_IN_PROGRESS') && ended.has(resource)) return undefined;
    if (!status.endsWith('_IN_PROGRESS')) ended.add(resource);
    return { speaker: 'CloudFormation', text: `${status.padEnd(STATUS_WIDTH)}  ${resource}` };
  };
}
