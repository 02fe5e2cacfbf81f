import { defineConfig } from 'vitest/config';

/** The long forms of `test/wire`: `npm run soak`. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/soak/*.soak.ts'],
    setupFiles: ['reflect-metadata'],
    testTimeout: 15 * 60_000,
    execArgv: ['--expose-gc'],
  },
});
