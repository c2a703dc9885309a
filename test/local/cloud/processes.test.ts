import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { freePort, run, stopAll, type Finished } from '../../../local/cloud/processes';

const node = (script: string): [string, string[]] => [process.execPath, ['-e', script]];

test('a program ends with its code and the last lines of both its streams', async () => {
  const { code, output } = await run(...node('console.log(1); console.error(2); process.exit(3)'));
  expect(code).toBe(3);
  expect(output.split('\n').sort()).toEqual(['1', '2']);
});

test('only the last 40 lines are kept, and every one is told', async () => {
  const told: string[] = [];
  const onLine = (line: string) => told.push(line);
  const script = 'for (let i = 0; i < 50; i++) console.log(i)';
  const { output } = await run(...node(script), { onLine });
  expect(output.split('\n')).toHaveLength(40);
  expect(told).toHaveLength(50);
});

test('a program runs in the folder that it is given', async () => {
  const { output } = await run(...node('console.log(process.cwd())'), { cwd: __dirname });
  expect(output).toBe(__dirname);
});

test('a program that is missing ends with code 127', async () => {
  expect((await run('no-such-program', [])).code).toBe(127);
});

test('a program that takes too long is stopped', async () => {
  const { code } = await run(...node('setInterval(() => {}, 1000)'), { withinMs: 1 });
  expect(code).not.toBe(0);
});

test('a free port is one that nobody listens on', async () => {
  expect(await freePort()).toBeGreaterThan(0);
});

test('fails for a port that is taken', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(freePort(port)).rejects.toThrow(`port ${port} cannot be used on 127.0.0.1`);
  await new Promise((resolve) => server.close(resolve));
});

/** Starts a program that starts another, which ignores SIGTERM and keeps a connection open until it ends. */
async function startFamily(): Promise<{ ended: Promise<Finished>; descendantGone: Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // If the test fails, nobody stops them: they end after 8 s.
  const endsByItself = 'setTimeout(() => process.exit(), 8000);';
  const descendant = `
    process.on('SIGTERM', () => {});
    require('node:net').connect(${port}, '127.0.0.1');
    ${endsByItself}`;
  const parent = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ['-e', ${JSON.stringify(descendant)}], { stdio: 'ignore' });
    ${endsByItself}`;
  const connected = once(server, 'connection') as Promise<[Socket]>;
  const ended = run(...node(parent));
  const [socket] = await connected;
  const descendantGone = new Promise<void>((resolve) => {
    socket
      .on('error', () => undefined)
      .once('close', () => {
        server.close();
        resolve();
      });
  });
  return { ended, descendantGone };
}

test('everything that runs is stopped together with what it started, and nothing starts any more', async () => {
  const { ended, descendantGone } = await startFamily();
  await stopAll();
  expect((await ended).code).not.toBe(0);
  await descendantGone;
  expect(await run(...node('0'))).toEqual({ code: 128, output: 'stopped' });
});
