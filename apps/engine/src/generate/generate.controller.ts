import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { clientGone, LineAnswer } from '../http/line-answer.js';
import { timestamp } from '../http/timestamp.js';
import { ModelPreloader } from '../models/model-preloader.js';
import { readGenerateRequest } from './generate-request.js';
import { GenerateService } from './generate.service.js';
import { wholeCompletion } from './whole-completion.js';

@Controller('api/generate')
export class GenerateController {
  constructor(
    private readonly completions: GenerateService,
    private readonly preloader: ModelPreloader,
    private readonly lines: LineAnswer,
  ) {}

  @Post()
  @HttpCode(200)
  async generate(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const request = readGenerateRequest(body);
    if (request.prompt === '' && !request.suffix) {
      const reason = await this.preloader.loadOrUnload(request);
      return void reply.send({
        model: request.model,
        created_at: timestamp(),
        response: '',
        done: true,
        done_reason: reason,
      });
    }
    const gone = clientGone(reply);
    const chunks = this.completions.generate(request, gone);
    if (request.stream ?? true) return this.lines.send(reply, chunks, gone);
    await reply.send(await wholeCompletion(chunks));
  }
}
