import type {
  OllamaChatDelta,
  OllamaChatEnd,
  OllamaChatMessage,
  OllamaGenerateDelta,
  OllamaGenerateEnd,
} from '@app/ollama';

const BASE = { model: 'demo', created_at: '2026-11-24T00:07:01.645615315Z' };

const METRICS = {
  total_duration: 53114941,
  load_duration: 5135251,
  prompt_eval_count: 14,
  prompt_eval_duration: 23079789,
  eval_count: 3,
  eval_duration: 22342114,
};

/** A line of a chat stream: some content, or a whole message, and other fields. */
export function chatChunk(
  message: string | Partial<OllamaChatMessage>,
  fields?: Partial<OllamaChatDelta>,
): OllamaChatDelta {
  const given = typeof message === 'string' ? { content: message } : message;
  return { ...BASE, message: { role: 'assistant', content: '', ...given }, done: false, ...fields };
}

/** The last line of a chat stream. */
export function chatEnd(fields?: Partial<OllamaChatEnd>): OllamaChatEnd {
  return {
    ...BASE,
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: 'stop',
    ...METRICS,
    ...fields,
  };
}

/** A line of a stream of `/api/generate`. */
export function generateChunk(response: string, fields?: Partial<OllamaGenerateDelta>): OllamaGenerateDelta {
  return { ...BASE, response, done: false, ...fields };
}

/** The last line of a stream of `/api/generate`. */
export function generateEnd(fields?: Partial<OllamaGenerateEnd>): OllamaGenerateEnd {
  return { ...BASE, response: '', done: true, done_reason: 'stop', ...METRICS, ...fields };
}
