import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{apps,libs,test}/**/*.spec.ts'],
    // They need more than Node: `npm run test:python` and `npm run test:browser`.
    exclude: [...configDefaults.exclude, 'test/{python,browser}/**'],
    setupFiles: ['reflect-metadata'],
    testTimeout: 20_000,
  },
});
