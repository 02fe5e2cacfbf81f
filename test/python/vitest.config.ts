import { defineConfig } from 'vitest/config';

/** `npm run test:python`: needs Python with its venv module, and packages from PyPI. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: { include: ['test/python/**/*.spec.ts'], testTimeout: 60_000, hookTimeout: 300_000 },
});
