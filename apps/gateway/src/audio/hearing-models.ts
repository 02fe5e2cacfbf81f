import { Injectable } from '@nestjs/common';
import { type FlowControl, NativeOllamaService, type OllamaChatChunk, type OllamaChatRequest } from '@app/ollama';
import { OpenAiError } from '@app/openai';
import { mergeMap, type Observable } from 'rxjs';

/** Models that understand audio. Others may ignore a recording, and then tell of what they have not heard. */
@Injectable()
export class HearingModels {
  constructor(private readonly ollama: NativeOllamaService) {}

  /** As `NativeOllamaService.chat`; fails for a model of which Ollama says that it is deaf. */
  chat(request: OllamaChatRequest, flow: FlowControl): Observable<OllamaChatChunk[]> {
    return this.ollama.show({ model: request.model }).pipe(
      mergeMap(({ capabilities }) => {
        // Older servers tell no capabilities.
        if (capabilities && !capabilities.includes('audio')) throw deaf();
        return this.ollama.chat(request, flow);
      }),
    );
  }
}

function deaf(): OpenAiError {
  return OpenAiError.invalidRequest({
    message: 'This model does not understand audio.',
    param: 'model',
    code: 'unsupported_parameter',
  });
}
