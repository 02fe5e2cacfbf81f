import { ConfigurationError } from './configuration-error.js';
import { readConfigurationFile } from './configuration-file.js';
import type { Setting } from './setting.js';
import { FILE_VARIABLE, SETTINGS, type Configuration } from './settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration: a variable wins over the file, the file over the default. An empty variable counts as unset.
 * @throws ConfigurationError that names the variable, the value and what is accepted
 */
export function loadConfiguration(environment: Environment): Configuration {
  const path = environment[FILE_VARIABLE];
  const file = path ? readConfigurationFile(path) : new Map<string, string>();
  const values = Object.entries(SETTINGS).map(([name, setting]) => [name, valueOf(setting, environment, file)]);
  return Object.fromEntries(values) as Configuration;
}

function valueOf(setting: Setting<unknown>, environment: Environment, file: Map<string, string>): unknown {
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
