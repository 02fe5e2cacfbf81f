import {
  COMPLETIONS_MODES,
  REASONING_FIELDS,
  TOKENIZERS,
  UNKNOWN_FIELDS_MODES,
  UNSUPPORTED_REASONING_MODES,
} from '@app/openai';
import { ATTACHMENT_SETTINGS } from './attachment-settings.js';
import type { ModelProfiles } from './model-profiles.js';
import { NATIVE_GROUPS } from './native-groups.js';
import { parseOrigins } from './origins.js';
import { parseOllamaHost } from './ollama-host.js';
import { RESPONSE_SETTINGS } from './response-settings.js';
import { anyOf, byteSize, duration, integer, nonEmptyText, onOrOff, oneOf, type Setting } from './setting.js';
import { WIRE_SETTINGS } from './wire-settings.js';

/** Everything that can be configured: the one table that the loader, the messages and the README share. */
export const SETTINGS = {
  port: { variable: 'PORT', key: 'port', default: '8080', purpose: 'Port to listen on.', ...integer(0, 65535) },
  host: {
    variable: 'HOST',
    key: 'host',
    default: '127.0.0.1',
    purpose: 'Address to listen on; `0.0.0.0` for every network.',
    ...nonEmptyText('a host name or an IP address'),
  },
  corsOrigins: {
    variable: 'GATEWAY_CORS_ORIGINS',
    key: 'cors_origins',
    purpose: 'Web pages that may use the service from a browser; none unless set.',
    accepts: '`*` or origins such as `https://app.example.com`, separated by commas',
    parse: parseOrigins,
  },
  upstream: {
    variable: 'GATEWAY_UPSTREAM',
    key: 'upstream',
    default: 'auto',
    purpose:
      'Who answers. `auto`: `OLLAMA_HOST` when set, else an Ollama that answers on 127.0.0.1:11434, else the embedded engine.',
    ...oneOf('auto', 'ollama', 'engine'),
  },
  ollamaHost: {
    variable: 'OLLAMA_HOST',
    key: 'ollama_host',
    purpose: 'Where Ollama is, as Ollama itself reads it.',
    accepts: 'a host, `host:port` or an http(s) URL',
    parse: parseOllamaHost,
  },
  ollamaApiKey: {
    variable: 'OLLAMA_API_KEY',
    key: 'ollama_api_key',
    purpose: 'Sent to Ollama as a bearer token.',
    secret: true,
    accepts: 'printable ASCII characters without spaces',
    parse: (text: string) => (/^[\x21-\x7e]+$/.test(text) ? text : undefined),
  },
  modelsDirectory: {
    variable: 'GATEWAY_MODELS_DIR',
    key: 'models_dir',
    default: 'models',
    purpose: 'Directory of GGUF files for the embedded engine.',
    ...nonEmptyText('a path, relative to the project or absolute'),
  },
  bodyLimit: {
    variable: 'GATEWAY_BODY_LIMIT',
    key: 'body_limit',
    default: '32MiB',
    purpose: 'Largest request body; images and audio travel in it.',
    ...byteSize,
  },
  receiveTimeout: {
    variable: 'GATEWAY_RECEIVE_TIMEOUT',
    key: 'receive_timeout',
    default: '1m',
    purpose: 'Time for a client to send its whole request. A model that is uploaded below `/api` may take longer.',
    ...duration,
  },
  sendTimeout: {
    variable: 'GATEWAY_SEND_TIMEOUT',
    key: 'send_timeout',
    default: '10m',
    purpose:
      'Time in which a client has to take something of an answer that waits for it; then its connection is reset.',
    ...duration,
  },
  connectTimeout: {
    variable: 'GATEWAY_CONNECT_TIMEOUT',
    key: 'connect_timeout',
    default: '10s',
    purpose: 'Time to connect to Ollama.',
    ...duration,
  },
  firstByteTimeout: {
    variable: 'GATEWAY_FIRST_BYTE_TIMEOUT',
    key: 'first_byte_timeout',
    default: '10m',
    purpose: 'Time to the first byte of an answer: a model may have to be loaded, a long prompt read.',
    ...duration,
  },
  chunkTimeout: {
    variable: 'GATEWAY_CHUNK_TIMEOUT',
    key: 'chunk_timeout',
    default: '5m',
    purpose: 'Longest silence of Ollama between two chunks of an answer.',
    ...duration,
  },
  retries: {
    variable: 'GATEWAY_RETRIES',
    key: 'retries',
    default: '2',
    purpose:
      'How often Ollama is asked again where nothing was generated: refused, reset before an answer, busy (503).',
    ...integer(0, 10),
  },
  maxInFlight: {
    variable: 'GATEWAY_MAX_IN_FLIGHT',
    key: 'max_in_flight',
    default: '1000',
    purpose: 'Generations and embeddings that Ollama is asked for at the same time; others wait.',
    ...integer(1, 100_000),
  },
  maxQueue: {
    variable: 'GATEWAY_MAX_QUEUE',
    key: 'max_queue',
    default: '1000',
    purpose: 'Requests that may wait; more are refused with 503 and `Retry-After`.',
    ...integer(0, 100_000),
  },
  queueTimeout: {
    variable: 'GATEWAY_QUEUE_TIMEOUT',
    key: 'queue_timeout',
    default: '30s',
    purpose: 'Time that a request may wait for its turn.',
    ...duration,
  },
  drainTimeout: {
    variable: 'GATEWAY_DRAIN_TIMEOUT',
    key: 'drain_timeout',
    default: '30s',
    purpose:
      'Time that answers under way have to end when the service is stopped. Whoever stops it has to wait longer: Docker kills after 10 s unless `stop_grace_period` says otherwise, Kubernetes after 30 s.',
    ...duration,
  },
  unknownFields: {
    variable: 'GATEWAY_UNKNOWN_FIELDS',
    key: 'unknown_fields',
    default: 'warn',
    purpose:
      'Request fields that the API does not know: dropped, dropped and named in the header `x-ignored-fields`, or refused.',
    ...oneOf(...UNKNOWN_FIELDS_MODES),
  },
  maxChoices: {
    variable: 'GATEWAY_MAX_CHOICES',
    key: 'max_choices',
    default: '8',
    purpose: 'Most generations that one request may ask for.',
    ...integer(1, 128),
  },
  completions: {
    variable: 'GATEWAY_COMPLETIONS',
    key: 'completions',
    default: 'raw',
    purpose: 'What the prompt of a text completion goes through: nothing (`raw`), or the chat template of the model.',
    ...oneOf(...COMPLETIONS_MODES),
  },
  tokenizer: {
    variable: 'GATEWAY_TOKENIZER',
    key: 'tokenizer',
    default: 'cl100k_base',
    purpose: 'Vocabulary in which clients send token arrays to completions and embeddings.',
    ...oneOf(...TOKENIZERS),
  },
  nativeApi: {
    variable: 'GATEWAY_NATIVE_API',
    key: 'native_api',
    default: 'inference,read',
    purpose:
      'What of Ollama’s own API is served below `/api`: `inference` (chat, generate, embed, embeddings), `read` (version, tags, show, ps), `manage` (pull, push, create, copy, delete, blobs).',
    ...anyOf(...NATIVE_GROUPS),
  },
  deleteModels: {
    variable: 'GATEWAY_DELETE_MODELS',
    key: 'delete_models',
    default: 'false',
    purpose: 'Whether `DELETE /v1/models/{model}` removes a model.',
    ...onOrOff(),
  },
  ...WIRE_SETTINGS,
  ...ATTACHMENT_SETTINGS,
  ...RESPONSE_SETTINGS,
  answerRetries: {
    variable: 'GATEWAY_ANSWER_RETRIES',
    key: 'answer_retries',
    default: '2',
    purpose:
      'How often an answer that does not hold the JSON schema or the tool choice that was asked for is generated again.',
    ...integer(0, 10),
  },
  unsupportedReasoning: {
    variable: 'GATEWAY_UNSUPPORTED_REASONING',
    key: 'unsupported_reasoning',
    default: 'drop',
    purpose:
      'A reasoning effort for a model that does not think: dropped and named in the header `x-ignored-fields`, or refused.',
    ...oneOf(...UNSUPPORTED_REASONING_MODES),
  },
  reasoningField: {
    variable: 'GATEWAY_REASONING_FIELD',
    key: 'reasoning_field',
    default: 'reasoning',
    purpose: 'The name of what a model thinks in chat completions, which the OpenAI API has not.',
    ...oneOf(...REASONING_FIELDS),
  },
  logLevel: {
    variable: 'GATEWAY_LOG_LEVEL',
    key: 'log_level',
    default: 'info',
    purpose: 'How much is logged; a line a request is `info`.',
    ...oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
} satisfies Record<string, Setting<unknown>>;

type Settings = typeof SETTINGS;
type ValueOf<S> = S extends { parse: (text: string) => infer Value } ? Exclude<Value, undefined> : never;

/** The configuration, validated; a setting without a default may be undefined. */
export type Configuration = {
  readonly [Name in keyof Settings]: Settings[Name] extends { default: string }
    ? ValueOf<Settings[Name]>
    : ValueOf<Settings[Name]> | undefined;
} & {
  /** From the file's sections `models` and `aliases`. */
  readonly models: ModelProfiles;
};

/** Names the configuration file, which holds the same settings by their keys. */
export const FILE_VARIABLE = 'GATEWAY_CONFIG';
