import tseslint from 'typescript-eslint';
import { rooms } from './eslint.rooms.mjs';

/** Members of a literal are written where they are, not in a literal that is spread there. */
const noSpreadLiterals = {
  files: ['**/*.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      ...['ObjectExpression', 'ArrayExpression'].map((literal) => ({
        selector: `SpreadElement > ${literal}`,
        message: 'write the members without a literal around them',
      })),
    ],
  },
};

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
  rooms,
  noSpreadLiterals,
  {
    // Their packages are installed by `npm run nag`, which checks the types too, and by `npm run examples`.
    files: ['nag/**', 'examples/migrate/from-trautonen/before.ts'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines-per-function': 'off',
      'max-params': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
