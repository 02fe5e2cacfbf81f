import type { OllamaChatRequest, OllamaOptions } from '@app/ollama';
import { toContextUse } from '../extensions/context-use.js';
import { toOutputTokens } from '../extensions/output-tokens.js';
import type { ModelProfile } from '../models/model-profile.js';
import { languageName } from './languages.js';
import type { TranscriptionRequestDto } from './transcription-request.dto.js';

/** What is asked of the model. */
export type AudioTask = 'transcribe' | 'translate';

type Fields = Pick<
  TranscriptionRequestDto,
  'prompt' | 'language' | 'languages' | 'keywords' | 'temperature' | 'stream'
>;

const TASKS: Record<AudioTask, { instruction: string; request: string }> = {
  transcribe: {
    instruction: 'Write down what is said in the recording, word for word and in the language in which it is said.',
    request: 'Transcribe this recording.',
  },
  translate: {
    instruction: 'Write down in English what is said in the recording, whatever the language in which it is said.',
    request: 'Translate this recording into English.',
  },
};

/**
 * A transcription as `POST /api/chat` takes it: Ollama has no route for it, and audio travels beside images.
 * @param audio base64
 * @throws OpenAiError 400 for what is no language
 */
export function toOllamaTranscription(
  task: AudioTask,
  request: Fields,
  audio: string,
  profile: ModelProfile,
): OllamaChatRequest {
  const options = toOptions(request, profile);
  return {
    model: profile.nativeModel,
    messages: [
      { role: 'system', content: toInstruction(task, request) },
      { role: 'user', content: TASKS[task].request, images: [audio] },
    ],
    stream: request.stream ?? false,
    ...toContextUse({}, profile),
    ...(options && { options }),
    ...(profile.keepAlive !== undefined && { keep_alive: profile.keepAlive }),
  };
}

function toInstruction(task: AudioTask, { language, languages = [], keywords = [], prompt }: Fields): string {
  const lines = [`${TASKS[task].instruction} Answer with this text alone.`];
  if (language) lines.push(`The language is ${languageName(language, 'language')}.`);
  if (languages.length > 0) {
    const names = languages.map((code, index) => languageName(code, `languages[${index}]`));
    lines.push(`Languages that may be spoken: ${names.join(', ')}.`);
  }
  if (keywords.length > 0) lines.push(`Words that may occur: ${keywords.join(', ')}.`);
  if (prompt) lines.push(`The text before, whose style yours is to have: ${prompt}`);
  return lines.join('\n');
}

function toOptions({ temperature }: Fields, profile: ModelProfile): OllamaOptions | undefined {
  const tokens = toOutputTokens(undefined, profile);
  const options: OllamaOptions = {
    ...profile.options,
    ...(temperature !== undefined && { temperature }),
    ...(tokens !== undefined && { num_predict: tokens }),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}
