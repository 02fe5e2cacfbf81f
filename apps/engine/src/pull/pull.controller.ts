import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NativeError } from '../errors/native-error.js';
import { clientGone, LineAnswer } from '../http/line-answer.js';
import { BOOL, readRequest, STRING } from '../http/go-type.js';
import type { PullProgress } from './pull-progress.js';
import { PullService } from './pull.service.js';

const FIELDS = { model: STRING, name: STRING, stream: BOOL, insecure: BOOL, username: STRING, password: STRING };

@Controller('api/pull')
export class PullController {
  constructor(
    private readonly pulls: PullService,
    private readonly lines: LineAnswer,
  ) {}

  @Post()
  @HttpCode(200)
  async pull(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const {
      model,
      name,
      stream = true,
    } = readRequest<{ model: string; name: string; stream: boolean }>(body, 'PullRequest', FIELDS);
    const asked = model || name;
    if (!asked) throw NativeError.modelRequired();
    const gone = clientGone(reply);
    const progress = this.pulls.pull(asked, gone);
    if (stream) return this.lines.send(reply, progress, gone);
    await reply.send(await last(progress));
  }
}

async function last(lines: AsyncIterable<PullProgress>): Promise<PullProgress> {
  let latest: PullProgress = { status: 'success' };
  for await (const line of lines) latest = line;
  return latest;
}
