import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.js';
import { loadConfiguration } from './load-configuration.js';

const directory = mkdtempSync(join(tmpdir(), 'configuration-'));
const path = join(directory, 'gateway.yaml');
afterAll(() => rmSync(directory, { recursive: true }));

function withFile(yaml: string, environment: Record<string, string> = {}) {
  writeFileSync(path, yaml);
  return loadConfiguration({ GATEWAY_CONFIG: path, ...environment });
}

function messageOf(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('the configuration file', () => {
  it('goes before the default, and the variable before it', () => {
    expect(withFile('port: 9000\nlog_level: warn')).toMatchObject({ port: 9000, logLevel: 'warn', host: '127.0.0.1' });
    expect(withFile('port: 9000\nlog_level: warn', { PORT: '9001', GATEWAY_LOG_LEVEL: '' })).toMatchObject({
      port: 9001,
      logLevel: 'warn',
    });
  });

  it.each(['', '# nothing\n', '---\n'])('may be empty: %j', (yaml) => {
    expect(withFile(yaml).port).toBe(8080);
  });

  it.each([
    ['prot: 9000', `${path} has the unknown key "prot". Known are port, host, `],
    ['__proto__: 1', `${path} has the unknown key "__proto__". Known are port, host, `],
    ['- port', `${path} must hold keys and values.`],
    ['just a text', `${path} must hold keys and values.`],
    ['port: [9000]', `${path}: "port" must be a single value.`],
    ['port: null', `${path}: "port" must be a single value.`],
    ['port: 1\nport: 2', `${path} is not YAML: `],
    ['port: "', `${path} is not YAML: `],
  ])('%j is refused', (yaml, message) => {
    expect(messageOf(() => withFile(yaml))).toContain(message);
  });

  it('has to be there', () => {
    const missing = join(directory, 'missing.yaml');
    expect(messageOf(() => loadConfiguration({ GATEWAY_CONFIG: missing }))).toBe(`${missing} cannot be read.`);
    expect(messageOf(() => loadConfiguration({ GATEWAY_CONFIG: directory }))).toBe(`${directory} cannot be read.`);
  });

  it('is not looked for unless it is named', () => {
    expect(loadConfiguration({ GATEWAY_CONFIG: '' }).port).toBe(8080);
  });
});

describe('models and aliases', () => {
  it('are read', () => {
    const { models } = withFile(`
models:
  llama3.2:
    options: { num_ctx: 8192, temperature: 0, stop: ["###"] }
    keep_alive: 10m
    system: Be brief.
    reasoning_effort: low
    max_output_tokens: 1000
    default_output_tokens: 100
    tokenizer: o200k_base
    completions: template
    truncation: auto
aliases:
  gpt-4o: llama3.2
`);
    const profile = {
      nativeModel: 'llama3.2',
      options: { num_ctx: 8192, temperature: 0, stop: ['###'] },
      keepAlive: '10m',
      system: 'Be brief.',
      reasoningEffort: 'low',
      maxOutputTokens: 1000,
      defaultOutputTokens: 100,
      tokenizer: 'o200k_base',
      completions: 'template',
      truncation: 'auto',
    };
    expect(models.find('llama3.2')).toEqual(profile);
    expect(models.find('gpt-4o')).toEqual(profile);
    expect(models.find('llama3.2:latest')).toEqual({ ...profile, nativeModel: 'llama3.2:latest' });
    expect(models.find('other')).toEqual({ nativeModel: 'other' });
    expect([...models.aliases]).toEqual([['gpt-4o', 'llama3.2']]);
  });

  it.each([
    ['models: 7', "Invalid type for 'models': expected an object, but got an integer."],
    ['models: { demo: { optoins: {} } }', "Unknown parameter: 'models.demo.optoins'."],
    [
      'models: { demo: { options: { num_ctx: many } } }',
      "Invalid type for 'models.demo.options.num_ctx': expected an integer, but got a string.",
    ],
    [
      'models: { demo: { options: { num_ctx: 0 } } }',
      "Invalid value for 'models.demo.options.num_ctx': expected a value >= 1, but got 0.",
    ],
    ['models: { demo: { options: { numctx: 1 } } }', "Unknown parameter: 'models.demo.options.numctx'."],
    [
      'models: { demo: { truncation: never } }',
      "Invalid value for 'models.demo.truncation': got 'never'. Supported values are: 'auto', 'disabled'.",
    ],
    [
      'models: { demo: { keep_alive: 1 hour } }',
      "Invalid value for 'models.demo.keep_alive': expected a duration such as `5m` or `1h30m`, but got '1 hour'.",
    ],
    ['aliases: { a: 7 }', "Invalid type for 'aliases.a': expected a string, but got an integer."],
    ['aliases: { a: b, b: c }', '"aliases.a" must name a model of Ollama, but "b" is an alias.'],
  ])('%s is refused, naming the place', (yaml, message) => {
    expect(messageOf(() => withFile(yaml))).toBe(`${path}: ${message}`);
  });
});
