import type { OllamaCapability, OllamaShowResponse } from '@app/ollama';

/** What Ollama tells of a model beside its list, by `POST /api/show`. */
export interface ModelExtras {
  /** Tokens that the model was made to read. */
  trainedContext?: number;
  /** Tokens that its Modelfile lets it read. */
  modelfileContext?: number;
  /** Older servers tell none. */
  capabilities?: readonly OllamaCapability[];
}

export function toModelExtras({ model_info, parameters, capabilities }: OllamaShowResponse): ModelExtras {
  const trainedContext = contextLength(model_info);
  const modelfileContext = numCtx(parameters);
  return {
    ...(trainedContext !== undefined && { trainedContext }),
    ...(modelfileContext !== undefined && { modelfileContext }),
    ...(capabilities && { capabilities }),
  };
}

function contextLength(info: OllamaShowResponse['model_info']): number | undefined {
  const tokens = info?.[`${String(info['general.architecture'])}.context_length`];
  return typeof tokens === 'number' ? tokens : undefined;
}

/** Out of Modelfile text: a parameter a line, its name first. */
function numCtx(parameters = ''): number | undefined {
  const tokens = /^num_ctx\s+(?<tokens>\d+)/m.exec(parameters)?.groups?.['tokens'];
  return tokens === undefined ? undefined : Number(tokens);
}
