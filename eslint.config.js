import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Imports that point the wrong way through the house (see ARCHITECTURE.md).
 * @param {string} message
 * @param {string[]} group
 * @returns {import('eslint').Linter.RulesRecord}
 */
const forbid = (message, group) => ({
  'no-restricted-imports': ['error', { patterns: [{ group, message }] }],
});

export default defineConfig(
  {
    ignores: ['build/', 'dist/', 'node_modules/', 'web/src/generated/', 'test-results/'],
  },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'off', // the typed version of the rule is on
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // noPropertyAccessFromIndexSignature asks for the brackets that this rule would take away.
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    files: ['web/src/views/**', 'web/src/plots/**', 'web/src/embed/**', 'web/src/*.ts'],
    rules: forbid('Only the worker loads the module: views read the store and send intents.', [
      '**/engine/worker*',
      '**/generated/wasm/**',
    ]),
  },
  {
    files: ['web/src/state/**'],
    rules: forbid('The state knows the engine, not the views.', [
      '**/embed/**',
      '**/views/**',
      '**/plots/**',
      '**/engine/worker*',
      '**/generated/wasm/**',
      'lit',
      'lit/**',
    ]),
  },
  {
    files: ['web/src/code/**'],
    rules: forbid('Code is written from plain data: it knows neither views nor the worker.', [
      '**/views/**',
      '**/plots/**',
      '**/engine/worker*',
      '**/generated/wasm/**',
      'lit',
      'lit/**',
    ]),
  },
  {
    files: ['web/src/engine/**'],
    rules: forbid('The engine knows neither state nor views.', [
      '**/state/**',
      '**/embed/**',
      '**/views/**',
      '**/plots/**',
      'lit',
      'lit/**',
    ]),
  },
  {
    // What a foreign page loads, and what reads a frame's keys before anything else is there.
    files: [
      ...['element', 'contract', 'conversation', 'framed', 'nearby', 'link_parts'],
      ...['presentation', 'frame', 'announce'],
    ].map((name) => `web/src/embed/${name}.ts`),
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                ...['**/state/**', '**/views/**', '**/plots/**', 'lit', 'lit/**'],
                ...['**/text/**', '!**/text/en_loader'], // the few words of the loader itself
              ],
              message: 'It is small because it brings nothing of the page along.',
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  },
  {
    files: ['scripts/**', '*.js', '*.ts', 'web/*.ts', 'bench/**', 'tests/**'],
    rules: {
      'no-console': 'off',
      // How a fixture of Playwright says that it needs none of the others.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  {
    // A classic script that is delivered as it is.
    files: ['web/public/**'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        document: 'readonly',
        addEventListener: 'readonly',
        HTMLScriptElement: 'readonly',
      },
    },
  },
  {
    // Scripts are checked by tsc; ESLint's own rules are enough on top.
    files: ['**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
