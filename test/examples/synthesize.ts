// Synthesizes apps of `examples/`, all in one process: tsx --tsconfig examples/tsconfig.json synthesize.ts FOLDER FILE...
// Each app gets the context of the cdk.json beside it, as from the CDK CLI, and writes into FOLDER/FILE.
import { readFileSync } from 'node:fs';
import path from 'node:path';

async function main([folder = '', ...files]: string[]): Promise<void> {
  process.env['CDK_DEFAULT_ACCOUNT'] = '123456789012';
  for (const file of files) {
    const app = path.join(__dirname, '..', '..', 'examples', file);
    const { context } = JSON.parse(
      readFileSync(path.join(path.dirname(app), 'cdk.json'), 'utf8'),
    ) as { context: object };
    process.env['CDK_CONTEXT_JSON'] = JSON.stringify(context);
    process.env['CDK_OUTDIR'] = path.join(folder, file);
    // It synthesizes when this process has nothing more to do.
    await import(app);
  }
}

void main(process.argv.slice(2));
