import type { OllamaChatChunk, OllamaMetrics } from '@app/ollama';
import type { Transcription, TranscriptionTextDoneEvent } from 'openai/resources/audio/transcriptions';
import { toFinishReason } from '../chat-completions/finish-reason.js';
import { incompleteAnswer } from '../errors/to-openai-error.js';

export type TranscriptUsage = NonNullable<TranscriptionTextDoneEvent['usage']> & Transcription['usage'];

/** Token counts of a transcript. What Ollama leaves out is 0; it does not tell how many are the recording's. */
export function toTranscriptUsage(metrics: OllamaMetrics): TranscriptUsage {
  const input_tokens = metrics.prompt_eval_count ?? 0;
  const output_tokens = metrics.eval_count ?? 0;
  return { type: 'tokens', input_tokens, output_tokens, total_tokens: input_tokens + output_tokens };
}

/**
 * Makes sure that a transcript has come to its own end: there is no field in which to say that it was cut off.
 * @throws OpenAiError 502 when it has not
 */
export function refuseCutTranscript(end: OllamaChatChunk): void {
  if (!end.done) throw incompleteAnswer('Ollama ended its answer before it was complete.');
  if (toFinishReason(end.done_reason, false) === 'length') {
    throw incompleteAnswer('The transcript was cut off: the model has no room for more tokens.');
  }
}
