import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

interface Listed {
  readonly to: string;
  readonly domainName: string;
  readonly approvalUrl: string;
}

async function newListening() {
  const setup = newEmulator();
  const endpoint = await setup.emulator.listen();
  const emails = async (): Promise<Listed[]> => {
    const response = await fetch(`${endpoint}/_emulator/emails`);
    return (await response.json()) as Listed[];
  };
  return { ...setup, emails };
}

test('the mails are listed over HTTP, and fetching the link in one approves its name and no other', async () => {
  const { emulator, emails, request, describe, clock } = await newListening();
  try {
    expect(await emails()).toEqual([]);
    const www = `www.${DOMAIN}`;
    const arn = await request({ ValidationMethod: 'EMAIL', SubjectAlternativeNames: [www] });
    const mails = await emails();
    expect(mails).toHaveLength(10);
    expect(mails[0]).toMatchObject({ to: `admin@${DOMAIN}`, domainName: DOMAIN });
    const click = (name: string) =>
      fetch(mails.find(({ domainName }) => domainName === name)!.approvalUrl);
    expect((await click(www)).status).toBe(200);
    clock.advance(60);
    expect((await describe(arn)).Status).toBe('PENDING_VALIDATION');
    await click(DOMAIN);
    clock.advance(60);
    expect((await describe(arn)).Status).toBe('ISSUED');
    expect((await click(DOMAIN)).status).toBe(410);
  } finally {
    await emulator.close();
  }
});

test('a link that no mail has approves nothing', async () => {
  const { emulator, request } = await newListening();
  try {
    await request({ ValidationMethod: 'EMAIL' });
    const endpoint = new URL('/_emulator/approvals/guessed', 'http://localhost');
    const response = await emulator.dispatch({
      method: 'GET',
      path: endpoint.pathname,
      query: new URLSearchParams(),
      headers: {},
      body: '',
    });
    expect(response.status).not.toBe(200);
  } finally {
    await emulator.close();
  }
});
