import { existsSync, readFileSync } from 'node:fs';
import { fingerprint, STAMP } from './fingerprint.mjs';

// A build takes seconds, and finding that none is needed a fraction of one.
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== fingerprint()) await import('./build.mjs');
