import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { clientGone, LineAnswer } from '../http/line-answer.js';
import { timestamp } from '../http/timestamp.js';
import { ModelPreloader } from '../models/model-preloader.js';
import { readChatRequest } from './chat-request.js';
import { ChatService } from './chat.service.js';
import { wholeChat } from './whole-chat.js';

@Controller('api/chat')
export class ChatController {
  constructor(
    private readonly chats: ChatService,
    private readonly preloader: ModelPreloader,
    private readonly lines: LineAnswer,
  ) {}

  @Post()
  @HttpCode(200)
  async chat(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const request = readChatRequest(body);
    if (request.messages.length === 0) {
      const reason = await this.preloader.loadOrUnload(request);
      return void reply.send({
        model: request.model,
        created_at: timestamp(),
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: reason,
      });
    }
    const gone = clientGone(reply);
    const chunks = this.chats.chat(request, gone);
    if (request.stream ?? true) return this.lines.send(reply, chunks, gone);
    await reply.send(await wholeChat(chunks));
  }
}
