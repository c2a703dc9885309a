// The folder is the rule: which room may import which is written here and nowhere else.
import tseslint from 'typescript-eslint';

/** Forbids imports in `files`: those that `forbidden` matches, a list in gitignore style or a regex. */
const room = (files, forbidden, message, allowTypeImports = false) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            ...(Array.isArray(forbidden) ? { group: forbidden } : { regex: forbidden }),
            message,
            allowTypeImports,
          },
        ],
      },
    ],
  },
});

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
    '^(?!\\./[^/]+$)',
    'the core decides; it imports nothing outside lambda/core',
  ),
  room(
    ['lambda/*.ts'],
    ['**/lib/**', '**/emulator/**', '**/local/**', 'aws-cdk-lib', 'aws-cdk-lib/**', 'constructs'],
    'handlers know nothing of the construct library, the emulator or the local cloud',
  ),
  room(
    ['lib/**'],
    ['**/lambda/**', '**/emulator/**', '**/local/**', '@aws-sdk/**'],
    'the library may only import types from lambda/properties',
    true,
  ),
  room(
    ['bin/**'],
    ['**/lambda/**', '**/emulator/**', '**/local/**', '@aws-sdk/**'],
    'the example app uses the library as a user does',
  ),
  room(
    ['emulator/**'],
    ['**/lib/**', '**/lambda/**', '**/local/**', '@aws-sdk/**', 'aws-cdk-lib/**'],
    'the emulator must not share code with what it tests',
  ),
  room(['local/**'], ['**/lib/**', '**/lambda/**'], 'the local cloud knows only the emulator'),
  {
    files: ['test/**'],
    rules: {
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
