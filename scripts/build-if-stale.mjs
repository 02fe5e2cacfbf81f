import { existsSync, readFileSync } from 'node:fs';
import { fingerprintOfBuild, fingerprintOfSources, STAMP } from './fingerprint.mjs';

// A build takes seconds, and finding that none is needed a fraction of one.
const fresh = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprintOfSources() + fingerprintOfBuild();
if (!fresh) await import('./build.mjs');
