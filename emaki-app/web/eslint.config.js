import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// ESLint 9 and typescript-eslint 8.55 are the newest that run on Node 18, as Vite 6 is.
export default defineConfig(tseslint.configs.strictTypeChecked, {
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    // `x as T` may not stand in for the `x!` that is forbidden: see src/present.ts.
    '@typescript-eslint/non-nullable-type-assertion-style': 'error',
    '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  },
});
