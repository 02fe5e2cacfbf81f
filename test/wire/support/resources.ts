import { chatChunk, chatEnd, generateChunk, generateEnd, json, type Route } from '../../support/fake-ollama/index.js';
import { rawPost } from './raw-http.js';

/** A resource that generates: what is asked of it, and what of Ollama for it. */
export interface Resource {
  path: string;
  route: Route;
  request: object;
  /** A line of Ollama's stream with this text. */
  delta: (text: string) => object;
  /** Ollama's last line; with the text, its whole answer. */
  end: (text?: string) => object;
  /** How many events tell of a failure in mid-stream. */
  failureEvents: number;
}

export const CHAT: Resource = {
  path: '/v1/chat/completions',
  route: 'POST /api/chat',
  request: { model: 'demo', messages: [{ role: 'user', content: 'Hello!' }] },
  delta: (text) => chatChunk(text),
  end: (text = '') => chatEnd({ message: { role: 'assistant', content: text } }),
  failureEvents: 1,
};

export const COMPLETIONS: Resource = {
  path: '/v1/completions',
  route: 'POST /api/generate',
  request: { model: 'demo', prompt: 'Hello!' },
  delta: (text) => generateChunk(text),
  end: (text = '') => generateEnd({ response: text }),
  failureEvents: 1,
};

export const RESPONSES: Resource = {
  ...CHAT,
  path: '/v1/responses',
  request: { model: 'demo', input: 'Hello!' },
  // What the stream has come to, and what the response has.
  failureEvents: 2,
};

/** Ollama's own. */
export const NATIVE_CHAT: Resource = { ...CHAT, path: '/api/chat' };

export const GENERATING: [string, Resource][] = [
  ['chat completions', CHAT],
  ['completions', COMPLETIONS],
  ['responses', RESPONSES],
];

/** What is asked and answered without a stream. */
export const EMBEDDINGS = {
  path: '/v1/embeddings',
  route: 'POST /api/embed',
  request: { model: 'demo', input: 'Hello!' },
  answer: { model: 'demo', embeddings: [[0.5, -0.25]], total_duration: 1, load_duration: 1, prompt_eval_count: 3 },
} as const;

/** What Ollama says of a model that understands audio. */
export const HEARS = json({ capabilities: ['completion', 'audio'] });

const TRANSCRIPTIONS = '/v1/audio/transcriptions';

/** The bytes of a request with a form. */
export function transcription(recording: string): string {
  const model = '--x\r\ncontent-disposition: form-data; name="model"\r\n\r\ndemo\r\n';
  const file = `--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n${recording}\r\n`;
  return rawPost(TRANSCRIPTIONS, `${model}${file}--x--\r\n`, { 'content-type': 'multipart/form-data; boundary=x' });
}

export const TRANSCRIPTION = { path: TRANSCRIPTIONS, bytes: transcription('fLaC') };
