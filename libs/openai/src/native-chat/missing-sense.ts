import type { OllamaFailure } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';

/** A message or an item: what it brings is in its content, or in its output where a tool has returned it. */
interface Turn {
  content?: unknown;
  output?: unknown;
}

type Sense = 'images' | 'audio';

const MISSING = /does not support (?<sense>vision|images|audio)/i;
const SENSES: Readonly<Record<string, Sense>> = { image_url: 'images', input_image: 'images', input_audio: 'audio' };

/**
 * Names the part that a model cannot see or hear. To Ollama both are images, so that it may say `vision` of audio too.
 * @param field where the turns stand in the request
 * @throws OpenAiError 400 where that is what is wrong
 */
export function explainMissingSense(
  failure: OllamaFailure,
  field: 'messages' | 'input',
  turns: string | readonly object[],
): void {
  const word = failure.kind === 'status' ? MISSING.exec(failure.message)?.groups?.['sense']?.toLowerCase() : undefined;
  if (word === undefined || typeof turns === 'string') return;
  const parts = turns.flatMap((turn, index) => partsOf(turn, `${field}[${index}]`));
  const part = (word === 'audio' ? undefined : first('images', parts)) ?? first('audio', parts);
  if (part === undefined) return;
  throw OpenAiError.invalidRequest({
    message: `This model does not understand ${part.sense}.`,
    param: part.path,
    code: 'unsupported_parameter',
  });
}

interface SensedPart {
  sense: Sense;
  path: string;
}

function partsOf({ content, output }: Turn, path: string): SensedPart[] {
  return Object.entries({ content, output }).flatMap(([name, parts]) => {
    if (!Array.isArray(parts)) return [];
    return (parts as { type?: string }[]).flatMap(({ type = '' }, index) => {
      const sense = SENSES[type];
      return sense === undefined ? [] : [{ sense, path: `${path}.${name}[${index}]` }];
    });
  });
}

function first(sense: Sense, parts: readonly SensedPart[]): SensedPart | undefined {
  return parts.find((part) => part.sense === sense);
}
