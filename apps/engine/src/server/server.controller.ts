import { Controller, Get, Header } from '@nestjs/common';
import type { OllamaVersionResponse } from '@app/ollama';
import { VERSION } from '../version.js';

@Controller()
export class ServerController {
  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  root(): string {
    return 'Ollama is running';
  }

  @Get('api/version')
  version(): OllamaVersionResponse {
    return { version: VERSION };
  }
}
