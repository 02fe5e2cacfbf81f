import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { ConfigurationError } from './configuration-error.js';
import { SETTINGS } from './settings.js';

/**
 * Reads the YAML configuration file.
 * @returns the settings' texts by key
 * @throws ConfigurationError when it cannot be read, is not YAML, or has a key that is no setting
 */
export function readConfigurationFile(path: string): Map<string, string> {
  const content = parseYaml(path, readText(path));
  if (content === null || content === undefined) return new Map();
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new ConfigurationError(`${path} must hold keys and values.`);
  }
  return new Map(Object.entries(content).map(([key, value]) => [knownKey(path, key), scalar(path, key, value)]));
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
  const keys = Object.values(SETTINGS).map((setting) => setting.key);
  if (keys.includes(key)) return key;
  throw new ConfigurationError(`${path} has the unknown key "${key}". Known are ${keys.join(', ')}.`);
}

function scalar(path: string, key: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new ConfigurationError(`${path}: "${key}" must be a single value.`);
}
