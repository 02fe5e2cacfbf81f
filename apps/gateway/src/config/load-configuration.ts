import { ConfigurationError } from './configuration-error.js';
import { type ConfigurationFile, readConfigurationFile } from './configuration-file.js';
import { ModelProfiles } from './model-profiles.js';
import type { Setting } from './setting.js';
import { FILE_VARIABLE, SETTINGS, type Configuration } from './settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

const NO_FILE: ConfigurationFile = { settings: new Map(), models: new ModelProfiles() };

/**
 * Reads the configuration: a variable wins over the file, the file over the default. An empty variable counts as unset.
 * @throws ConfigurationError that names the variable, the value and what is accepted
 */
export function loadConfiguration(environment: Environment): Configuration {
  const path = environment[FILE_VARIABLE];
  const file = path ? readConfigurationFile(path) : NO_FILE;
  const values = Object.entries(SETTINGS).map(([name, setting]) => [
    name,
    valueOf(setting, environment, file.settings),
  ]);
  return { ...Object.fromEntries(values), models: file.models } as Configuration;
}

function valueOf(setting: Setting<unknown>, environment: Environment, file: ReadonlyMap<string, string>): unknown {
  const fromEnvironment = environment[setting.variable];
  if (fromEnvironment) return parsed(setting, setting.variable, fromEnvironment);
  const fromFile = file.get(setting.key);
  if (fromFile !== undefined) return parsed(setting, `${setting.key} (${setting.variable})`, fromFile);
  return setting.default === undefined ? undefined : setting.parse(setting.default);
}

function parsed(setting: Setting<unknown>, name: string, text: string): unknown {
  const value = setting.parse(text);
  if (value !== undefined) return value;
  const shown = setting.secret ? 'set to something else' : `"${text}"`;
  throw new ConfigurationError(`${name} is ${shown}, but must be ${setting.accepts.replaceAll('`', '')}.`);
}
