import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { enforcesIam } from '../../../local/cloud/ministack';

test.each<[string, number, string, boolean]>([
  ['says so', 200, '{"auth":"enabled"}', true],
  ['says that it does not', 200, '{"auth":"disabled"}', false],
  ['says nothing of it', 200, '{}', false],
  ['answers no JSON', 200, 'ok', false],
  ['is not ready', 503, '{"auth":"enabled"}', false],
])('a MiniStack that %s', async (_case, status, body, enforced) => {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    expect(await enforcesIam(`http://127.0.0.1:${port}`)).toBe(enforced);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('nobody who answers', async () => {
  expect(await enforcesIam('http://127.0.0.1:1')).toBe(false);
});
