// The folder is the rule: which room may import which is written here and nowhere else.
import tseslint from 'typescript-eslint';

/** Forbids imports in `files`: those that the regex matches; as types, those of `onlyTypes` are allowed. */
const room = (files, forbidden, message, onlyTypes) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: forbidden, message },
          ...(onlyTypes ? [{ regex: onlyTypes, message, allowTypeImports: true }] : []),
        ],
      },
    ],
  },
});

/** Matches what is imported from these folders. */
const from = (...folders) => `(^|/)(${folders.join('|')})(/|$)`;
const CDK = '^(aws-cdk-lib|constructs)(/|$)';
const SDK = '^@aws-sdk/';

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'cdk.out/', '.local/', 'node_modules/', '**/*.js', '**/*.mjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
    },
  },
  room(
    ['lambda/core/**'],
    '^(?!(\\./|\\.\\./\\.\\./contract/)[^/]+$)',
    'the core decides; it imports nothing but the contract',
  ),
  room(
    ['lambda/*.ts'],
    `${from('lib', 'emulator', 'acm-emulator', 'local', 'bin', 'test')}|${CDK}`,
    'handlers know nothing of the construct library, the emulator or the local cloud',
  ),
  room(
    ['lib/**'],
    `${from('emulator', 'acm-emulator', 'local', 'bin', 'test')}|${SDK}|(^|/)lambda(/(?!properties$)|$)`,
    'the library may only import types from lambda/event',
    '(^|/)lambda/event$',
  ),
  room(
    ['bin/**'],
    `${from('lambda', 'emulator', 'acm-emulator', 'local', 'test')}|${SDK}`,
    'the example app uses the library as a user does',
  ),
  room(
    ['emulator/**'],
    `${from('lib', 'lambda', 'local', 'bin', 'test')}|${SDK}|${CDK}`,
    'the emulator must not share code with what it tests',
  ),
  room(
    ['local/**'],
    from('lib', 'lambda', 'bin', 'test'),
    'the local cloud knows only the emulator',
  ),
  {
    files: ['test/**'],
    rules: {
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
