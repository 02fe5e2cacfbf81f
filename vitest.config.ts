import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['{apps,libs,test}/**/*.spec.ts'],
    // They need more than Node: `npm run test:python` and `npm run test:browser`.
    exclude: [...configDefaults.exclude, 'test/{python,browser}/**'],
    setupFiles: ['reflect-metadata'],
    testTimeout: 20_000,
    // Real processes and sockets lose a race now and then on a busy machine; what fails twice is wrong.
    retry: process.env['CI'] ? 1 : 0,
  },
});
