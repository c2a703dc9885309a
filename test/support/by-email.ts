// Certificates that are validated by e-mail in deployments, and the person who opens the links.
import type { Deployment } from './deployment';

/** As `new EmailCertificate` writes them, but for those given. */
export function byEmail(
  deployment: Deployment,
  properties: Record<string, unknown> = {},
): Record<string, unknown> {
  const common = { HostedZones: undefined, ValidationMethod: 'EMAIL' };
  return deployment.properties({ ...common, ...properties });
}

/** Somebody opens the link in the newest mail for a name. @returns the status of the page */
export async function click({ emulator, timeline }: Deployment, name: string): Promise<number> {
  const path = emulator.emails.findLast(({ domainName }) => domainName === name)?.approvalPath;
  if (path === undefined) throw new Error(`no mail for ${name}`);
  const query = new URLSearchParams();
  const request = { method: 'GET', path, query, headers: {}, body: '' };
  return (await timeline.work(emulator.dispatch(request))).status;
}
