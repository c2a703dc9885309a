// Runs one handler as Lambda's runtime does: imports the bundle once, then answers event after event.
import { parentPort, workerData } from 'node:worker_threads';

const { handler } = await import(workerData.bundle);
parentPort.on('message', async ({ event, context }) => {
  try {
    parentPort.postMessage({ result: (await handler(event, context)) ?? null });
  } catch (error) {
    // So does Lambda's runtime, to the function's log.
    console.error(error);
    parentPort.postMessage({ errorType: error.name, errorMessage: error.message });
  }
});
