import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import type { OpenAiError } from '../errors/openai-error.js';
import { incompleteAnswer } from '../errors/to-openai-error.js';
import type { TokenCounts, Translation } from '../translation/translation.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import { unknownFields, validate } from '../validation/validate.js';
import { toAudioData } from './audio-file.js';
import { type FormFieldKind, readFormFields } from './form-fields.js';
import { type AudioTask, toOllamaTranscription } from './to-ollama-transcription.js';
import { refuseCutTranscript, toTranscriptUsage, type TranscriptUsage } from './transcript.js';
import { TranscriptEvents } from './transcript-events.js';
import { TranscriptionRequestDto } from './transcription-request.dto.js';
import { TranslationRequestDto } from './translation-request.dto.js';
import { refuseUnsupported } from './unsupported.js';

export type AudioSettings = Pick<TranslationSettings, 'findProfile' | 'unknownFields'>;

const KINDS: Readonly<Record<string, FormFieldKind>> = {
  temperature: 'number',
  stream: 'boolean',
  languages: 'list',
  keywords: 'list',
  include: 'list',
  timestamp_granularities: 'list',
  known_speaker_names: 'list',
  known_speaker_references: 'list',
};

/**
 * Understands the form of `POST /v1/audio/transcriptions`.
 * @param form its fields, the bytes of its file among them
 * @throws OpenAiError 400 when it is wrong or asks for what cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/audio/createTranscription
 */
export function translateTranscription(
  form: object,
  settings: AudioSettings,
): Translation<OllamaChatRequest, OllamaChatChunk> {
  return translate('transcribe', TranscriptionRequestDto, form, settings);
}

/**
 * Understands the form of `POST /v1/audio/translations`.
 * @param form its fields, the bytes of its file among them
 * @throws OpenAiError 400 when it is wrong or asks for what cannot be honoured
 * @see https://platform.openai.com/docs/api-reference/audio/createTranslation
 */
export function translateTranslation(
  form: object,
  settings: AudioSettings,
): Translation<OllamaChatRequest, OllamaChatChunk> {
  return translate('translate', TranslationRequestDto, form, settings);
}

function translate(
  task: AudioTask,
  Dto: new () => TranscriptionRequestDto | TranslationRequestDto,
  form: object,
  settings: AudioSettings,
): AudioTranslation {
  const fields = readFormFields(form, KINDS);
  const request = validate(Dto, fields);
  refuseUnsupported(request);
  const audio = toAudioData(request.file);
  return new AudioTranslation(
    task,
    request,
    toOllamaTranscription(task, request, audio, settings.findProfile(request.model)),
    unknownFields(Dto, fields, settings.unknownFields),
  );
}

class AudioTranslation implements Translation<OllamaChatRequest, OllamaChatChunk> {
  readonly model: string;
  readonly nativeRequests: readonly OllamaChatRequest[];
  readonly stream: boolean;
  private readonly events = new TranscriptEvents();
  private usage: TranscriptUsage | undefined;

  constructor(
    private readonly task: AudioTask,
    private readonly request: TranscriptionRequestDto | TranslationRequestDto,
    nativeRequest: OllamaChatRequest,
    readonly ignoredFields: readonly string[],
  ) {
    this.model = request.model;
    this.nativeRequests = [nativeRequest];
    this.stream = nativeRequest.stream ?? false;
  }

  get failure(): OpenAiError | undefined {
    return this.events.failure;
  }

  toBody([answer]: readonly OllamaChatChunk[]): object | string {
    if (!answer) throw incompleteAnswer('Ollama did not answer.');
    refuseCutTranscript(answer);
    const text = answer.message.content;
    this.usage = toTranscriptUsage(answer as OllamaChatChunk & { done: true });
    if (this.request.response_format === 'text') return text;
    return this.task === 'transcribe' ? { text, usage: this.usage } : { text };
  }

  toEvents(_choice: number, chunks: readonly OllamaChatChunk[]): string {
    return this.events.next(chunks);
  }

  counts(): TokenCounts {
    const usage = this.usage ?? this.events.usage;
    return { promptTokens: usage?.input_tokens, completionTokens: usage?.output_tokens };
  }
}
