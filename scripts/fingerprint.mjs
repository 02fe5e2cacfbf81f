import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

/** Holds the fingerprints of what `dist` was built from, and of what was built. */
export const STAMP = 'dist/fingerprints';

/**
 * Everything that a build reads. By contents and not dates: a checkout or a copy brings dates of any kind.
 */
export function fingerprintOfSources() {
  return fingerprint([
    '{apps,libs}/**/*.{ts,json}',
    'tsconfig.json',
    'nest-cli.json',
    'package.json',
    'package-lock.json',
  ]);
}

/** The compiler's own records: another build than ours, such as that of `npm run dev`, changes them. */
export function fingerprintOfBuild() {
  return fingerprint(['dist/*.tsbuildinfo']);
}

function fingerprint(patterns) {
  const hash = createHash('sha256');
  for (const path of globSync(patterns, { exclude: ['**/*.spec.ts'] }).toSorted()) {
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}
