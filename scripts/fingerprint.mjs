import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

/** Holds the fingerprint of the sources that `dist` was built from. */
export const STAMP = 'dist/sources.sha256';

const SOURCES = ['{apps,libs}/**/*.{ts,json}', 'tsconfig.json', 'nest-cli.json', 'package.json', 'package-lock.json'];

/** One hash of everything that a build reads. Contents and not dates: a checkout or a copy brings dates of any kind. */
export function fingerprint() {
  const hash = createHash('sha256');
  for (const path of globSync(SOURCES).toSorted()) {
    if (path.endsWith('.spec.ts')) continue;
    hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}
