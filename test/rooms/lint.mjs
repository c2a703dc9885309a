// Reads [{ file, lines }] from standard input and writes, for each, the lines in which the repository's own ESLint
// configuration finds an import that is not allowed to that file. ESLint's configuration is an ES module, which
// jest does not load; and one process is enough for all files.
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId === 'rooms/imports',
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

async function forbidden({ file, lines }) {
  const [{ messages }] = await eslint.lintText(lines.join('\n'), { filePath: file });
  const unexpected = messages.find(({ ruleId }) => ruleId !== 'rooms/imports');
  if (unexpected) throw new Error(`${file}: ${unexpected.message}`);
  return messages.map(({ line }) => lines[line - 1]);
}

const cases = JSON.parse(await text(process.stdin));
console.log(JSON.stringify(await Promise.all(cases.map(forbidden))));
