import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { InterceptorsConsumer } from '@nestjs/core/interceptors/interceptors-consumer.js';
import { isObservable, lastValueFrom, map, type Observable } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runTranslationsDirectly } from './direct-interceptors.js';
import { TranslatingInterceptor } from './translating.interceptor.js';

/** Says what it is told of the request, and what the handler answers. */
function say(context: ExecutionContext, next: CallHandler<string>): Observable<string> {
  const request = context.switchToHttp().getRequest<string>();
  const asked = `${context.getType()} ${context.getClass().name}.${context.getHandler().name}(${request})`;
  return next.handle().pipe(map((answer) => `${asked}: ${answer}`));
}

const another: NestInterceptor = { intercept: say };
const translation = Object.assign(Object.create(TranslatingInterceptor.prototype) as NestInterceptor, another);

class Controller {
  readonly create = () => 'answer';
}

function intercept(interceptors: NestInterceptor[], next: () => Promise<unknown>): Promise<unknown> {
  const controller = new Controller();
  return new InterceptorsConsumer().intercept(interceptors, ['request'], controller, controller.create, next, 'http');
}

describe('an interceptor that Nest runs', () => {
  beforeAll(runTranslationsDirectly);

  const SAID = 'http Controller.create(request): answer';

  it('gives its answer itself when it is a translation that stands alone', async () => {
    expect(await intercept([translation], async () => 'answer')).toBe(SAID);
  });

  it('fails as its handler does', async () => {
    const failure = new Error('no');
    await expect(intercept([translation], async () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it.each([
    ['another', [another]],
    ['a translation among others', [translation, another]],
  ])('is a link of a chain when it is %s', async (_, interceptors) => {
    const answer = await intercept(interceptors, async () => 'answer');
    expect(isObservable(answer)).toBe(true);
    expect(await lastValueFrom(answer as Observable<string>)).toContain(SAID);
  });

  it('is none when there is none', async () => {
    expect(await intercept([], async () => 'answer')).toBe('answer');
  });
});
