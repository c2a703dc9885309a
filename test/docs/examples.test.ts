// What the documents show must work: every example is a complete module that compiles against the sources, the app
// with which the README opens synthesizes, and a link to another file finds it.
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(__dirname, '..', '..');
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc');
const TSX = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const NOT_OURS = ['node_modules', 'build', 'dist', 'cdk.out', 'coverage'];

const documents = markdownIn('.');
const examples = documents.flatMap(examplesIn);

/** A folder in which the packages have the names that a user installs them by. */
const app = fs.mkdtempSync(path.join(tmpdir(), 'examples-'));

beforeAll(() => {
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(app, 'node_modules'));
  const paths = {
    'cdk-dns-certificate': [path.join(ROOT, 'lib/index.ts')],
    'acm-emulator': [path.join(ROOT, 'emulator/index.ts')],
  };
  const compilerOptions = { paths, noUnusedLocals: false, types: ['node'] };
  const tsconfig = { extends: `${ROOT}/tsconfig.json`, include: ['*.ts'], compilerOptions };
  write('tsconfig.json', JSON.stringify(tsconfig));
  for (const { name, text } of examples) write(name, text);
});

afterAll(() => {
  fs.rmSync(app, { recursive: true, force: true });
});

test('the README and that of the emulator have examples', () => {
  const names = examples.map(({ document }) => document);
  expect(names).toEqual(expect.arrayContaining(['README.md', 'emulator/README.md']));
});

test('every example compiles', async () => {
  const output = await run(TSC, '--project', app);
  expect(output).toBe('');
}, 120_000);

test("the README's app synthesizes, with one certificate in it", async () => {
  const [readme] = examples.filter(({ document }) => document === 'README.md');
  const output = await run(TSX, readme!.name);
  expect(output).toBe('');
  const [template = ''] = fs.readdirSync(path.join(app, 'cdk.out')).filter(isTemplate);
  const json = fs.readFileSync(path.join(app, 'cdk.out', template), 'utf8');
  const { Resources } = JSON.parse(json) as Template;
  const types = Object.values(Resources).map(({ Type }) => Type);
  expect(types.filter((type) => type.startsWith('Custom::'))).toHaveLength(1);
});

test.each(documents)('%s: every link to a file or a heading finds it', (document) => {
  expect(linksIn(document).filter((link) => !isThere(document, link))).toEqual([]);
});

interface Example {
  readonly document: string;
  readonly name: string;
  readonly text: string;
}

interface Template {
  readonly Resources: Record<string, { readonly Type: string }>;
}

const isTemplate = (name: string): boolean => name.endsWith('.template.json');

function markdownIn(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isFile()) return name.endsWith('.md') ? [name] : [];
    const ours = entry.isDirectory() && !NOT_OURS.includes(entry.name);
    return ours && !/^\.(?!github)/.test(entry.name) ? markdownIn(name) : [];
  });
}

function read(document: string): string {
  return fs.readFileSync(path.join(ROOT, document), 'utf8');
}

/** Each on the lines that it has in its document, so that the compiler's messages say where. */
function examplesIn(document: string): Example[] {
  const text = read(document);
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ index, 1: example = '' }) => {
    const line = text.slice(0, index).split('\n').length;
    const name = `${document.replaceAll('/', '-')}-${line}.ts`;
    return { document, name, text: '\n'.repeat(line) + example };
  });
}

function write(name: string, text: string): void {
  fs.writeFileSync(path.join(app, name), text);
}

/** What a script of Node prints, in the folder of the examples. */
async function run(script: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, CDK_OUTDIR: path.join(app, 'cdk.out'), NODE_OPTIONS: '' };
  const options = { cwd: app, env };
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [script, ...args],
    options,
  ).catch((error: unknown) => error as { stdout: string; stderr: string });
  return stdout + stderr;
}

function linksIn(document: string): string[] {
  const links = read(document).matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g);
  return [...links]
    .map(([, link = '', attribute = '']) => link || attribute)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function isThere(document: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const target = file === '' ? document : path.join(path.dirname(document), file);
  if (!fs.existsSync(path.join(ROOT, target))) return false;
  return heading === undefined || headingsIn(target).includes(heading);
}

/** As GitHub names them in links, and those that a page names itself. */
function headingsIn(document: string): string[] {
  const text = read(document);
  const named = [...text.matchAll(/<a name="[^"]*" id="([^"]+)">/g)].map(([, id = '']) => id);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
  return [...named, ...headings];
}
