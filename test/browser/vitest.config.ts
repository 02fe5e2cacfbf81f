import { defineConfig } from 'vitest/config';

/** `npm run test:browser`: needs Chromium. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: { include: ['test/browser/**/*.spec.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
