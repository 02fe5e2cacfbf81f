import { spawnSync } from 'node:child_process';
import { globSync, rmSync, writeFileSync } from 'node:fs';
import { fingerprintOfBuild, fingerprintOfSources, STAMP } from './fingerprint.mjs';

// Taken before: what changes meanwhile may not be in the build.
const sources = fingerprintOfSources();
// Without its records the compiler writes everything, also what is missing from `dist`.
for (const record of globSync([STAMP, 'dist/*.tsbuildinfo'])) rmSync(record);
for (const app of ['gateway', 'engine']) {
  const { status } = spawnSync('npx', ['nest', 'build', app], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
writeFileSync(STAMP, sources + fingerprintOfBuild());
