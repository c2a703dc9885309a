// SECURITY.md lists what the roles may do: an action that is added to a policy, and not to the page, is one that nobody
// was told of.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const SERVICES = 'account|acm|lambda|logs|route53|states|sts|ssm';

test('SECURITY.md lists every action that a role may be allowed, and no other', () => {
  const page = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const cells = rows.map((row) => row.split('|')[1] ?? '');
  expect(new Set(cells.flatMap(actionsIn))).toEqual(new Set(sources().flatMap(allowedIn)));
});

/** Of the library; roles are made nowhere else. */
function sources(): string[] {
  const names = readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(ROOT, 'lib', name), 'utf8'));
}

/** Condition keys look like actions, so only what stands where a statement has its actions counts. */
function allowedIn(source: string): string[] {
  const lists = source.matchAll(/\bactions: \[([^\]]*)\]|\ballow\(('[^']+')/g);
  return [...lists].flatMap(([, list = '', action = '']) => actionsIn(list + action));
}

function actionsIn(text: string): string[] {
  return text.match(new RegExp(`\\b(?:${SERVICES}):[A-Z][A-Za-z]+`, 'g')) ?? [];
}
