import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { allowHttp } from '../../../local/cloud/bootstrap';

test('the policy of the assets bucket is deleted, and nothing else is asked for', async () => {
  const asked: string[] = [];
  const server = createServer(({ method, url }: IncomingMessage, response) => {
    asked.push(`${method} ${url}`);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' },
    forcePathStyle: true,
  });
  try {
    await allowHttp(s3, { account: '000000000000', region: 'eu-west-1' });
  } finally {
    s3.destroy();
    server.close();
  }
  expect(asked).toEqual(['DELETE /cdk-hnb659fds-assets-000000000000-eu-west-1/?policy=']);
});
