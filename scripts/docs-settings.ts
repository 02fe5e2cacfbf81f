import { readFileSync, writeFileSync } from 'node:fs';
import type * as settingsModule from '../apps/gateway/src/config/settings.js';
import { withSettingsTable } from './settings-table.ts';

// The build's, because the sources are compiled and not just stripped of their types.
const built = new URL('../dist/apps/gateway/src/config/settings.js', import.meta.url);
const { SETTINGS } = (await import(built.href)) as typeof settingsModule;

const readme = readFileSync('README.md', 'utf8');
writeFileSync('README.md', withSettingsTable(readme, SETTINGS));
