import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { clientGone } from '../http/line-answer.js';
import { readEmbeddingsRequest, readEmbedRequest } from './embed-request.js';
import { EmbedService } from './embed.service.js';

@Controller('api')
export class EmbedController {
  constructor(private readonly embeddings: EmbedService) {}

  @Post('embed')
  @HttpCode(200)
  async embed(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    await reply.send(await this.embeddings.embed(readEmbedRequest(body), clientGone(reply)));
  }

  @Post('embeddings')
  @HttpCode(200)
  async embedding(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const embedding = await this.embeddings.embedding(readEmbeddingsRequest(body), clientGone(reply));
    await reply.send({ embedding });
  }
}
