import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fingerprintOfBuild, fingerprintOfSources, STAMP } from './fingerprint.mjs';

// Taken before: what changes meanwhile may not be in the build.
const sources = fingerprintOfSources();
rmSync(STAMP, { force: true });
for (const app of ['gateway', 'engine']) {
  const { status } = spawnSync('npx', ['nest', 'build', app], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
writeFileSync(STAMP, sources + fingerprintOfBuild());
