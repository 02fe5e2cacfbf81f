import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ConfigurationError } from './configuration-error.js';
import type { ModelProfiles } from './model-profiles.js';
import { readModelProfiles } from './read-model-profiles.js';
import { SETTINGS } from './settings.js';

/** Sections that are not single values. */
const SECTIONS = ['models', 'aliases'];

export interface ConfigurationFile {
  /** The settings' texts by key. */
  settings: ReadonlyMap<string, string>;
  models: ModelProfiles;
}

/**
 * Reads the YAML configuration file.
 * @throws ConfigurationError when it cannot be read, is not YAML, or has a key or a value that is not known
 */
export function readConfigurationFile(path: string): ConfigurationFile {
  const content = parseYaml(path, readText(path)) ?? {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new ConfigurationError(`${path} must hold keys and values.`);
  }
  const entries = Object.entries(content).filter(([key]) => !SECTIONS.includes(key));
  return {
    settings: new Map(entries.map(([key, value]) => [knownKey(path, key), scalar(path, key, value)])),
    models: readModelProfiles(path, content),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(`${path} cannot be read.`, { cause });
  }
}

function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new ConfigurationError(`${path} is not YAML: ${(cause as Error).message}`, { cause });
  }
}

function knownKey(path: string, key: string): string {
  const keys: string[] = Object.values(SETTINGS).map((setting) => setting.key);
  if (keys.includes(key)) return key;
  throw new ConfigurationError(`${path} has the unknown key "${key}". Known are ${[...keys, ...SECTIONS].join(', ')}.`);
}

function scalar(path: string, key: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ConfigurationError(`${path}: "${key}" must be a single value.`);
}
