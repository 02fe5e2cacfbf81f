import type { OllamaChatChunk } from '@app/ollama';
import type { TranscriptionTextDeltaEvent, TranscriptionTextDoneEvent } from 'openai/resources/audio/transcriptions';
import { OpenAiError } from '../errors/openai-error.js';
import { refuseCutTranscript, toTranscriptUsage, type TranscriptUsage } from './transcript.js';

/** The events of one streamed transcript, in the order in which its chunks come. */
export class TranscriptEvents {
  failure: OpenAiError | undefined;
  usage: TranscriptUsage | undefined;
  private text = '';

  next(chunks: readonly OllamaChatChunk[]): string {
    return chunks.map((chunk) => this.delta(chunk.message.content) + (chunk.done ? this.end(chunk) : '')).join('');
  }

  private delta(delta: string): string {
    if (delta === '') return '';
    this.text += delta;
    return toEvent({ type: 'transcript.text.delta', delta });
  }

  private end(chunk: OllamaChatChunk & { done: true }): string {
    try {
      refuseCutTranscript(chunk);
    } catch (error) {
      if (!(error instanceof OpenAiError)) throw error;
      this.failure = error;
      return toEvent(error.toBody());
    }
    this.usage = toTranscriptUsage(chunk);
    return `${toEvent({ type: 'transcript.text.done', text: this.text, usage: this.usage })}data: [DONE]\n\n`;
  }
}

function toEvent(
  data: TranscriptionTextDeltaEvent | TranscriptionTextDoneEvent | ReturnType<OpenAiError['toBody']>,
): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
