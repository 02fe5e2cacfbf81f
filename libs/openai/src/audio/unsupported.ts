import { OpenAiError } from '../errors/openai-error.js';
import type { TranscriptionRequestDto } from './transcription-request.dto.js';

type Fields = Pick<
  TranscriptionRequestDto,
  | 'response_format'
  | 'stream'
  | 'include'
  | 'timestamp_granularities'
  | 'chunking_strategy'
  | 'known_speaker_names'
  | 'known_speaker_references'
>;

interface Refusal {
  param: keyof Fields;
  applies: (request: Fields) => boolean;
  message: string;
}

const SPEAKERS = 'speakers are not told apart.';
const TIMES = 'Ollama tells no times.';

const REFUSALS: readonly Refusal[] = [
  {
    param: 'response_format',
    applies: ({ response_format }) => response_format === 'diarized_json',
    message: `'diarized_json' is not supported for 'response_format': ${SPEAKERS} Supported are 'json' and 'text'.`,
  },
  {
    param: 'response_format',
    applies: ({ response_format = 'json' }) => !['json', 'text'].includes(response_format),
    message: `'response_format' needs time stamps: ${TIMES} Supported are 'json' and 'text'.`,
  },
  {
    param: 'stream',
    applies: ({ stream, response_format = 'json' }) => stream === true && response_format !== 'json',
    message: "'stream' is supported for the 'response_format' 'json' only.",
  },
  {
    param: 'timestamp_granularities',
    applies: ({ timestamp_granularities }) => hasElements(timestamp_granularities),
    message: `'timestamp_granularities' is not supported: ${TIMES}`,
  },
  {
    param: 'include',
    applies: ({ include }) => hasElements(include),
    message: "'include' is not supported: log probabilities are not told of transcripts.",
  },
  {
    param: 'chunking_strategy',
    applies: ({ chunking_strategy = 'auto' }) => chunking_strategy !== 'auto',
    message: "Only 'auto' is supported for 'chunking_strategy': the recording is read as a whole.",
  },
  {
    param: 'known_speaker_names',
    applies: ({ known_speaker_names }) => hasElements(known_speaker_names),
    message: `'known_speaker_names' is not supported: ${SPEAKERS}`,
  },
  {
    param: 'known_speaker_references',
    applies: ({ known_speaker_references }) => hasElements(known_speaker_references),
    message: `'known_speaker_references' is not supported: ${SPEAKERS}`,
  },
];

/**
 * Refuses what the API knows and this service cannot honour; it is never dropped in silence.
 * @throws OpenAiError 400 naming the field
 */
export function refuseUnsupported(request: Fields): void {
  const refusal = REFUSALS.find(({ applies }) => applies(request));
  if (refusal !== undefined) throw OpenAiError.unsupportedParameter(refusal.param, refusal.message);
}

function hasElements(array: readonly unknown[] | undefined): boolean {
  return (array?.length ?? 0) > 0;
}
