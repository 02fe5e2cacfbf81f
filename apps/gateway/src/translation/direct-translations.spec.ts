import {
  BadRequestException,
  Body,
  type CallHandler,
  Controller,
  type ExecutionContext,
  Headers,
  type NestInterceptor,
  Post,
  Res,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { defer, isObservable, map, mergeMap, type Observable, of, throwError, timer } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTranslationsDirectly } from './direct-translations.js';
import type { AskNative } from './native-answers.js';
import { TranslatingInterceptor } from './translating.interceptor.js';

let isDirect: boolean;

/** Says what the handler answers to a body that it has changed; notes who has called it. */
function pass(request: FastifyRequest, reply: FastifyReply, askNative: AskNative<never>): Observable<undefined> {
  isDirect = !new Error().stack?.includes('interceptors-consumer');
  if (request.url === '/refused') throw new BadRequestException('refused');
  request.body = [request.body];
  const answers = defer(() => {
    const asked: unknown = askNative();
    return isObservable(asked) ? asked : of(asked);
  });
  return answers.pipe(map((answer) => void reply.send(answer)));
}

const another: NestInterceptor = { intercept: (_context, next) => next.handle() };
const translation = Object.assign(Object.create(TranslatingInterceptor.prototype) as NestInterceptor, { pass });
const overridden = Object.assign(Object.create(TranslatingInterceptor.prototype) as NestInterceptor, {
  intercept: (context: ExecutionContext, next: CallHandler<string>) => {
    const http = context.switchToHttp();
    return pass(http.getRequest(), http.getResponse(), () => next.handle() as Observable<never>);
  },
});

@Controller()
class Routes {
  @Post('alone')
  @UseInterceptors(translation)
  alone(@Body() body: unknown, @Res() _reply: FastifyReply): string {
    return this.answer(body);
  }

  @Post('fails')
  @UseInterceptors(translation)
  fails(@Body() _body: unknown, @Res() reply: FastifyReply): string {
    reply.header('x-failed', 'yes');
    throw new Error('no');
  }

  @Post('refused')
  @UseInterceptors(translation)
  refused(@Body() body: unknown, @Res() _reply: FastifyReply): string {
    return this.answer(body);
  }

  @Post('unexplained')
  @UseFilters({
    catch: () => {
      throw new Error('not known');
    },
  })
  @UseInterceptors(translation)
  unexplained(@Body() _body: unknown, @Res() _reply: FastifyReply): unknown {
    return timer(1).pipe(mergeMap(() => throwError(() => new Error('late'))));
  }

  @Post('among')
  @UseInterceptors(translation, another)
  among(@Body() body: unknown, @Res() _reply: FastifyReply): string {
    return this.answer(body);
  }

  @Post('overridden')
  @UseInterceptors(overridden)
  overridden(@Body() body: unknown, @Res() _reply: FastifyReply): string {
    return this.answer(body);
  }

  @Post('guarded')
  @UseGuards({ canActivate: () => true })
  @UseInterceptors(translation)
  guarded(@Body() body: unknown, @Res() _reply: FastifyReply): string {
    return this.answer(body);
  }

  @Post('piped')
  @UseInterceptors(translation)
  piped(@Body({ transform: () => 'piped' }) body: unknown, @Res() _reply: FastifyReply): string {
    return this.answer(body);
  }

  @Post('others')
  @UseInterceptors(translation)
  others(@Body() body: unknown, @Res() _reply: FastifyReply, @Headers('x-more') more: string): string {
    return this.answer([body, more]);
  }

  private answer(body: unknown): string {
    return JSON.stringify(body);
  }
}

@Controller({ scope: Scope.REQUEST })
class ScopedRoutes {
  @Post('scoped')
  @UseInterceptors(translation)
  scoped(@Body() body: unknown, @Res() _reply: FastifyReply): Observable<string> {
    return timer(1).pipe(map(() => JSON.stringify(body)));
  }
}

describe('a route with a translation', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    runTranslationsDirectly();
    const module = await Test.createTestingModule({ controllers: [Routes, ScopedRoutes] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
  });
  afterAll(() => app.close());

  const post = (url: string) => app.inject({ method: 'POST', url, payload: { a: 1 }, headers: { 'x-more': 'more' } });

  it('is run directly where the translation stands alone around a native handler', async () => {
    expect((await post('/alone')).body).toBe('[{"a":1}]');
    expect(isDirect).toBe(true);
  });

  it('fails as its handler does', async () => {
    const { statusCode, headers } = await post('/fails');
    expect([statusCode, headers['x-failed'], isDirect]).toEqual([500, 'yes', true]);
  });

  it('fails as its translation does', async () => {
    const answer = await post('/refused');
    expect([answer.json<object>(), isDirect]).toEqual([
      expect.objectContaining({ statusCode: 400, message: 'refused' }),
      true,
    ]);
  });

  it('fails as what explains its failures does', async () => {
    const answer = await post('/unexplained');
    expect([answer.json<object>(), isDirect]).toEqual([
      expect.objectContaining({ statusCode: 500, message: 'Internal server error' }),
      true,
    ]);
  });

  it.each([
    ['scoped', '[{"a":1}]'],
    ['among', '[{"a":1}]'],
    ['overridden', '[{"a":1}]'],
    ['guarded', '[{"a":1}]'],
    ['piped', '"piped"'],
    ['others', '[[{"a":1}],"more"]'],
  ])('is run by Nest where there is more: %s', async (route, answer) => {
    expect((await post(`/${route}`)).body).toBe(answer);
    expect(isDirect).toBe(false);
  });
});
