import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../apps/gateway/src/config/load-configuration.js';
import { SETTINGS } from '../../apps/gateway/src/config/settings.js';
import { withSettingsTable } from '../../scripts/settings-table.js';
import { CODE_BLOCKS, README } from './readme.js';

const EXAMPLES = globSync('examples/*/*.{sh,ts,py}').toSorted();
const PROGRAMS = CODE_BLOCKS.filter(
  ({ language, code }) => ['ts', 'python'].includes(language) || (language === 'sh' && code.startsWith('curl')),
).map(({ code }) => code);

describe('README.md', () => {
  it.each(EXAMPLES)('shows %s', (path) => {
    expect(PROGRAMS).toContain(readFileSync(path, 'utf8'));
  });

  it('shows no other program', () => {
    expect(PROGRAMS).toHaveLength(EXAMPLES.length);
  });

  it('has the table of settings that the code has; `npm run docs:settings` writes it', () => {
    expect(README).toBe(withSettingsTable(README, SETTINGS));
  });

  it('shows a configuration file that is accepted', () => {
    const directory = mkdtempSync(join(tmpdir(), 'gateway-'));
    const path = join(directory, 'gateway.yaml');
    const yaml = CODE_BLOCKS.find(({ language }) => language === 'yaml')?.code ?? '';
    try {
      writeFileSync(path, yaml);
      const configuration = loadConfiguration({ GATEWAY_CONFIG: path });
      expect(configuration.ollamaHost).toEqual({ origin: 'http://127.0.0.1:11434', basePath: '' });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
