// Which lines of the CDK CLI are worth telling: how certificates and their users fare, and the end of it.

const TOLD = [
  'Custom::DnsCertificate',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::CloudFront::Distribution',
];

/**
 * For one command of the CDK CLI. It asks for events every few seconds and prints those of one second in any
 * order: that something has begun is not told after it has ended.
 */
export function eventTeller(): (line: string) => string | undefined {
  const ended = new Set<string>();
  return (line) => {
    if (/^\s*[✅❌]/u.test(line)) return line.trim();
    const [, , , status = '', type = '', path = ''] = line.split('|').map((cell) => cell.trim());
    if (!TOLD.includes(type) && (type === '' || !status.includes('FAILED'))) return undefined;
    const resource = `${type}  ${path.replace(/ \(\w+\)$/, '')}`;
    if (status.endsWith('_IN_PROGRESS') && ended.has(resource)) return undefined;
    if (!status.endsWith('_IN_PROGRESS')) ended.add(resource);
    return `${status.padEnd(18)} ${resource}`;
  };
}
