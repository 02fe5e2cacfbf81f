import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.js';
import { loadConfiguration } from './load-configuration.js';
import { SETTINGS } from './settings.js';
import type { Setting } from './setting.js';

/** Bytes that base64 and base64url write differently. */
const KEY = Buffer.alloc(32, 0xfb);

interface Case {
  byDefault: unknown;
  /** Texts and the values that they stand for. */
  accepts: readonly (readonly [string, unknown])[];
  refuses: readonly string[];
  /** What the refusal says must be. */
  mustBe: string;
}

const text = (byDefault: string, mustBe: string): Case => ({
  byDefault,
  accepts: [['some text', 'some text']],
  refuses: [' '],
  mustBe,
});

const integer = (byDefault: number, minimum: number, maximum: number): Case => ({
  byDefault,
  accepts: [
    [String(minimum), minimum],
    [String(maximum), maximum],
  ],
  refuses: [String(minimum - 1), String(maximum + 1), '1.5', 'many', '1e3', '0x10', '9999999999999999'],
  mustBe: `a whole number from ${minimum} to ${maximum}`,
});

const oneOf = (byDefault: string, ...choices: string[]): Case => ({
  byDefault,
  accepts: choices.map((choice) => [choice, choice]),
  refuses: ['something', choices[0]?.toUpperCase() ?? '', choices.join(',')],
  mustBe: `one of ${choices.join(', ')}`,
});

const onOrOff = (byDefault: boolean): Case => ({
  ...oneOf('', 'true', 'false'),
  byDefault,
  accepts: [
    ['true', true],
    ['false', false],
  ],
});

const duration = (byDefault: number): Case => ({
  byDefault,
  accepts: [
    ['1ms', 1],
    ['1h', 3_600_000],
    ['2147483647ms', 2_147_483_647],
  ],
  refuses: ['0s', '30', '1.5h', '-1s', '2147483648ms', 'soon'],
  mustBe: 'a time such as 250ms, 30s, 5m or 1h, above zero and at most 24 days',
});

const byteSize = (byDefault: number): Case => ({
  byDefault,
  accepts: [
    ['1KiB', 1024],
    ['1500KB', 1_500_000],
    ['1GiB', 1024 ** 3],
  ],
  refuses: ['1023B', '1073741825B', '32', 'large'],
  mustBe: 'a size such as 512KiB or 32MiB, from 1 KiB to 1 GiB',
});

/** Each setting has a row. */
const CASES: Record<keyof typeof SETTINGS, Case> = {
  port: integer(8080, 0, 65_535),
  host: text('127.0.0.1', 'a host name or an IP address'),
  corsOrigins: {
    byDefault: undefined,
    accepts: [
      ['*', '*'],
      ['https://a.example, http://localhost:3000', ['https://a.example', 'http://localhost:3000']],
    ],
    refuses: ['a.example', 'https://a.example/', '*, https://a.example'],
    mustBe: '* or origins such as https://app.example.com, separated by commas',
  },
  upstream: oneOf('auto', 'auto', 'ollama', 'engine'),
  ollamaHost: {
    byDefault: undefined,
    accepts: [
      ['example.com', { origin: 'http://example.com:11434', basePath: '' }],
      ['https://example.com/ollama', { origin: 'https://example.com:443', basePath: '/ollama' }],
    ],
    refuses: ['ftp://example.com', 'http://user:secret@example.com', 'example.com:99999'],
    mustBe: 'a host, host:port or an http(s) URL',
  },
  ollamaApiKey: {
    byDefault: undefined,
    accepts: [['sk-0123/+=', 'sk-0123/+=']],
    refuses: ['two words', 'new\nline', 'schlüssel'],
    mustBe: 'printable ASCII characters without spaces',
  },
  modelsDirectory: text('models', 'a path, relative to the project or absolute'),
  bodyLimit: byteSize(32 * 1024 ** 2),
  receiveTimeout: duration(60_000),
  sendTimeout: duration(600_000),
  connectTimeout: duration(10_000),
  firstByteTimeout: duration(600_000),
  chunkTimeout: duration(300_000),
  retries: integer(2, 0, 10),
  maxInFlight: integer(1000, 1, 100_000),
  maxQueue: integer(1000, 0, 100_000),
  queueTimeout: duration(30_000),
  drainTimeout: duration(30_000),
  sseKeepAlive: duration(15_000),
  maxEventLoopDelay: duration(500),
  unknownFields: oneOf('warn', 'ignore', 'warn', 'reject'),
  maxChoices: integer(8, 1, 128),
  answerRetries: integer(2, 0, 10),
  unsupportedReasoning: oneOf('drop', 'drop', 'refuse'),
  reasoningField: oneOf('reasoning', 'reasoning', 'reasoning_content', 'both'),
  unavailableTools: oneOf('drop_web_search', 'refuse', 'drop_web_search', 'drop'),
  reasoningKey: {
    byDefault: undefined,
    accepts: [
      [KEY.toString('base64'), KEY],
      [KEY.toString('base64url'), KEY],
    ],
    refuses: ['secret', KEY.toString('hex'), KEY.subarray(1).toString('base64'), `${KEY.toString('base64')} !`],
    mustBe: '32 bytes in base64, as openssl rand -base64 32 makes them',
  },
  completions: oneOf('raw', 'raw', 'template'),
  tokenizer: oneOf('cl100k_base', 'cl100k_base', 'o200k_base'),
  nativeApi: {
    byDefault: new Set(['inference', 'read']),
    accepts: [
      ['none', new Set()],
      ['manage', new Set(['manage'])],
      ['read, inference,manage', new Set(['read', 'inference', 'manage'])],
    ],
    refuses: ['all', 'read,', 'none,read'],
    mustBe: 'none, or some of inference, read, manage, separated by commas',
  },
  deleteModels: onOrOff(false),
  fetchImages: onOrOff(true),
  imageLimit: byteSize(20 * 1024 ** 2),
  maxAttachments: integer(32, 0, 1000),
  maxFetches: integer(32, 1, 1000),
  attachmentTimeout: duration(10_000),
  logLevel: oneOf('info', 'trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
};

function messageOf(load: () => unknown): string {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe.each(Object.entries(CASES))('%s', (name, { byDefault, accepts, refuses, mustBe }) => {
  const setting: Setting<unknown> = SETTINGS[name as keyof typeof SETTINGS];
  const { variable } = setting;
  const valueOf = (environment: Record<string, string>) =>
    loadConfiguration(environment)[name as keyof typeof SETTINGS] as unknown;

  it('has its default, also for an empty variable', () => {
    expect(valueOf({})).toEqual(byDefault);
    expect(valueOf({ [variable]: '' })).toEqual(byDefault);
  });

  it.each(accepts)('accepts %j', (given, value) => {
    expect(valueOf({ [variable]: given })).toEqual(value);
  });

  it.each(refuses)('refuses %j, naming the variable and what is accepted', (given) => {
    const shown = setting.secret ? 'set to something else' : `"${given}"`;
    expect(messageOf(() => valueOf({ [variable]: given }))).toBe(`${variable} is ${shown}, but must be ${mustBe}.`);
  });
});

describe('settings', () => {
  it('have variables and keys of their own', () => {
    const settings = Object.values(SETTINGS);
    expect(new Set(settings.map(({ variable }) => variable)).size).toBe(settings.length);
    expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
  });
});
