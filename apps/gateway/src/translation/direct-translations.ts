import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { RouterExecutionContext } from '@nestjs/core/router/router-execution-context.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Observable } from 'rxjs';
import type { NativeAnswers } from './native-answers.js';
import { TranslatingInterceptor } from './translating.interceptor.js';

type Route = Parameters<RouterExecutionContext['create']>;
type RouteHandler = ReturnType<RouterExecutionContext['create']>;
type Translating = TranslatingInterceptor<{ model: string }, unknown>;

const createHandler = Reflect.get(RouterExecutionContext.prototype, 'create');

/** What Nest notes of the parameters of a handler, by their kinds and places. */
type Declared = Readonly<Record<string, { data?: unknown; schema?: unknown; pipes?: readonly unknown[] } | undefined>>;

/** Of the parameters of a native handler: the whole body, which is what it is to ask, and the reply. */
const PLACES = [`${RouteParamtypes.BODY}:0`, `${RouteParamtypes.RESPONSE}:1`];

/**
 * Has a translating interceptor that stands alone around a native handler called, and the handler by it, without what else
 * Nest has for a route: an Observable around each link of a chain, promises between them, a scope for asynchronous context
 * that nobody here asks for, and a watch on the client that the translation keeps itself. All that costs 10 of 60 µs of a
 * chat completion. All other routes are as they always are.
 */
export function runTranslationsDirectly(): void {
  RouterExecutionContext.prototype.create = function create(...route) {
    const translating = translatingAlone(this, route);
    return translating === undefined ? createHandler.apply(this, route) : createDirectHandler(translating, route);
  };
}

function translatingAlone(context: RouterExecutionContext, route: Route): Translating | undefined {
  const [instance, callback, methodName, moduleKey, , contextId, inquirerId] = route;
  const around = (kind: 'interceptors' | 'guards' | 'pipes'): unknown[] =>
    context[`${kind}ContextCreator`].create(instance, callback, moduleKey, contextId, inquirerId);
  const [interceptor, ...others] = [...around('interceptors'), ...around('guards'), ...around('pipes')];
  const isAlone = others.length === 0 && isNative(instance.constructor, methodName);
  return isAlone && interceptor instanceof TranslatingInterceptor ? interceptor : undefined;
}

function isNative(controller: object, methodName: string): boolean {
  const parameters: Declared = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, methodName) ?? {};
  const places = Object.keys(parameters);
  return places.length === PLACES.length && PLACES.every((place) => isBare(parameters[place]));
}

function isBare(parameter: Declared[string]): boolean {
  return parameter !== undefined && !parameter.data && !parameter.schema && !parameter.pipes?.length;
}

function createDirectHandler(translating: Translating, [instance, callback]: Route): RouteHandler {
  const handle = (request: FastifyRequest, reply: FastifyReply, next: unknown) => {
    const context = new ExecutionContextHost([request, reply, next], instance.constructor as Type, callback);
    const answers = new Observable<NativeAnswers<unknown>>((subscriber) => {
      subscriber.next(callback.call(instance, request.body, reply) as NativeAnswers<unknown>);
      subscriber.complete();
    });
    return new Promise<void>((resolve, reject) => {
      translating.intercept(context, { handle: () => answers }).subscribe({ error: reject, complete: resolve });
    });
  };
  return handle as RouteHandler;
}
