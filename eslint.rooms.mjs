// The rooms of the repository, and which of them may import what. Whatever a room's row does not name is forbidden
// to it; a room may always import from itself. test/rooms tries every direction.
import path from 'node:path';

const NODE = 'node:*';
const CDK = ['aws-cdk-lib', 'constructs'];
const SDK = '@aws-sdk/*';

// An entry is a room with all that is in it, one file, or a package. `types` may be imported as types only.
const ROOMS = {
  contract: { may: [], because: 'what lib writes and lambda reads stands alone' },
  lib: {
    may: ['contract', ...CDK, NODE],
    because: 'the library describes resources and runs nothing',
  },
  'lambda/core': { may: ['contract'], because: 'the core decides and does no I/O' },
  lambda: {
    may: ['contract', 'lambda/core', SDK, NODE],
    types: ['aws-lambda'],
    because: 'handlers know nothing of the library, the emulator or the local cloud',
  },
  emulator: {
    may: ['@peculiar/x509', 'fast-xml-builder', 'fast-xml-parser', 'reflect-metadata', NODE],
    because: 'the emulator shares no code with what it tests',
  },
  'local/cloud': {
    may: ['acm-emulator', SDK, NODE],
    because: 'the local cloud knows nothing of what is deployed to it',
  },
  'local/demo': {
    may: ['local/cloud', 'acm-emulator', SDK, NODE, 'cli-table3', 'picocolors'],
    types: ['contract'],
    because: 'the demo sees what anybody sees who has the account',
  },
  'local/examples': {
    may: ['local/cloud', 'local/demo', SDK, NODE],
    because: 'what deploys the examples sees what anybody sees who has the account',
  },
  bin: {
    may: ['lib/index', ...CDK, NODE],
    because: 'the example app uses the library as a user does',
  },
  nag: {
    may: ['lib/index', ...CDK, NODE, 'cdk-nag'],
    because: 'what is checked is what a user gets',
  },
  examples: {
    may: [
      'lib/index',
      'cdk-dns-certificate',
      ...CDK,
      NODE,
      // What an example migrates from.
      '@trautonen/cdk-dns-validated-certificate',
    ],
    because: 'an example uses the library as a user does',
  },
};

const ROOT = import.meta.dirname;
const isIn = (file, folder) => file === folder || file.startsWith(`${folder}/`);

/** The innermost room of a path, if it is in one. */
const roomOf = (file) =>
  Object.keys(ROOMS)
    .filter((room) => isIn(file, room))
    .sort((a, b) => b.length - a.length)[0];

/** A relative import as a path from the root, without its extension; a package as it is written. */
function targetOf(specifier, importer) {
  if (!/^[./]/.test(specifier)) return specifier;
  const file = path.relative(ROOT, path.resolve(path.dirname(importer), specifier));
  const name = file
    .split(path.sep)
    .join('/')
    .replace(/\.[cm]?[jt]s$/, '');
  return name in ROOMS ? `${name}/index` : name;
}

/** A room's entry does not cover the rooms inside it: `lambda` is not `lambda/core`. */
function covers(entry, target) {
  if (entry.endsWith('*')) return target.startsWith(entry.slice(0, -1));
  return isIn(target, entry) && (roomOf(target) ?? entry) === (roomOf(entry) ?? entry);
}

const isOfTypes = ({ importKind, exportKind, specifiers = [] }) =>
  importKind === 'type' ||
  exportKind === 'type' ||
  (specifiers.length > 0 &&
    specifiers.every((each) => each.importKind === 'type' || each.exportKind === 'type'));

const imports = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { forbidden: '{{room}} may not import {{target}}: {{because}} (eslint.rooms.mjs)' },
  },
  create(context) {
    const room = roomOf(path.relative(ROOT, context.filename).split(path.sep).join('/'));
    if (room === undefined) return {};
    const { may, types = [], because } = ROOMS[room];
    const check = (source, onlyTypes) => {
      if (typeof source?.value !== 'string') return;
      const target = targetOf(source.value, context.filename);
      const allowed = [room, ...may, ...(onlyTypes ? types : [])];
      if (allowed.some((entry) => covers(entry, target))) return;
      context.report({
        node: source,
        messageId: 'forbidden',
        data: { room, target: target || '.', because },
      });
    };
    return {
      'ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration': (node) => {
        check(node.source, isOfTypes(node));
      },
      ImportExpression: ({ source }) => {
        check(source, false);
      },
      TSImportType: ({ source }) => {
        check(source, true);
      },
      TSExternalModuleReference: ({ expression }) => {
        check(expression, false);
      },
      'CallExpression[callee.name="require"]': (node) => {
        check(node.arguments[0], false);
      },
    };
  },
};

export const rooms = {
  files: Object.keys(ROOMS).map((room) => `${room}/**`),
  plugins: { rooms: { rules: { imports } } },
  rules: { 'rooms/imports': 'error' },
};
