import type { Setting } from '../apps/gateway/src/config/setting.js';

const BEGIN = '<!-- settings: written by `npm run docs:settings` -->\n\n<!-- prettier-ignore-start -->\n';
const END = '<!-- prettier-ignore-end -->\n\n<!-- settings end -->';

/**
 * The README with the table of settings that the code has.
 * @throws when the README has no place for it
 */
export function withSettingsTable(readme: string, settings: Record<string, Setting<unknown>>): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) throw new Error('The README has no marks for the table of settings.');
  return readme.slice(0, begin + BEGIN.length) + settingsTable(Object.values(settings)) + readme.slice(end);
}

function settingsTable(settings: Setting<unknown>[]): string {
  const rows = settings.map(({ variable, key, default: byDefault, accepts, purpose }) => [
    `\`${variable}\``,
    `\`${key}\``,
    byDefault === undefined ? '' : `\`${byDefault}\``,
    `${purpose} Accepts ${accepts}.`,
  ]);
  const lines = [['Variable', 'Key in the file', 'Default', ''], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`).join('');
}
