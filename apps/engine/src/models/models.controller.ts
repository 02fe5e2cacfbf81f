import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import type { OllamaPsResponse, OllamaShowResponse, OllamaTagsResponse } from '@app/ollama';
import { NativeError } from '../errors/native-error.js';
import { BOOL, readRequest, STRING } from '../http/go-type.js';
import { ModelsService } from './models.service.js';

@Controller('api')
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @Get('tags')
  list(): Promise<OllamaTagsResponse> {
    return this.models.list();
  }

  @Get('ps')
  running(): OllamaPsResponse {
    return this.models.running();
  }

  @Post('show')
  @HttpCode(200)
  show(@Body() body: unknown): Promise<OllamaShowResponse> {
    const { verbose = false, ...names } = readRequest<{ model: string; name: string; verbose: boolean }>(
      body,
      'ShowRequest',
      { model: STRING, name: STRING, verbose: BOOL },
    );
    return this.models.show(required(names), verbose);
  }

  @Post('copy')
  @HttpCode(200)
  copy(@Body() body: unknown): Promise<void> {
    const { source = '', destination = '' } = readRequest<{ source: string; destination: string }>(
      body,
      'CopyRequest',
      { source: STRING, destination: STRING },
    );
    return this.models.copy(source, destination);
  }

  @Delete('delete')
  @HttpCode(200)
  remove(@Body() body: unknown): Promise<void> {
    return this.models.remove(required(readRequest(body, 'DeleteRequest', { model: STRING, name: STRING })));
  }
}

/** Older clients say `name`. */
function required({ model, name }: { model?: string; name?: string }): string {
  const asked = model || name;
  if (!asked) throw NativeError.modelRequired();
  return asked;
}
