import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { ExceptionsHandler } from '@nestjs/core/exceptions/exceptions-handler.js';
import { STATIC_CONTEXT } from '@nestjs/core/injector/constants.js';
import type { RouterExceptionFilters } from '@nestjs/core/router/router-exception-filters.js';
import type { RouterExecutionContext } from '@nestjs/core/router/router-execution-context.js';
import { RouterExplorer } from '@nestjs/core/router/router-explorer.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NativeAnswers } from './native-answers.js';
import { TranslatingInterceptor } from './translating.interceptor.js';

type Route = Parameters<RouterExecutionContext['create']>;
type RouteHandler = (request: FastifyRequest, reply: FastifyReply) => unknown;
type Translating = TranslatingInterceptor<{ model: string }, unknown>;

/** What Nest's own makes the handler of a route from. */
interface Explorer {
  executionContextCreator: RouterExecutionContext;
  exceptionsFilter: Pick<RouterExceptionFilters, 'create'>;
  createCallbackProxy(...route: Route): RouteHandler;
}

const explorer = RouterExplorer.prototype as unknown as Explorer;
const createCallbackProxy = Reflect.get(explorer, 'createCallbackProxy');

/** What Nest notes of the parameters of a handler, by their kinds and places. */
type Declared = Readonly<Record<string, { data?: unknown; schema?: unknown; pipes?: readonly unknown[] } | undefined>>;

/** Of the parameters of a native handler: the whole body, which is what it is to ask, and the reply. */
const PLACES = [`${RouteParamtypes.BODY}:0`, `${RouteParamtypes.RESPONSE}:1`];

/**
 * Has a translating interceptor that stands alone around a native handler called, and the handler by it, without what else
 * Nest has for a route: an Observable around each link of a chain, promises between them, a context for each call, a scope
 * for asynchronous context that nobody here asks for, and a watch on the client that the translation keeps itself. All that
 * was 10 of 60 µs of a chat completion; the promises and the context alone are 3 % of one that comes alone. All other
 * routes are as they always are.
 */
export function runTranslationsDirectly(): void {
  explorer.createCallbackProxy = function create(this: Explorer, ...route) {
    const translating = translatingAlone(this.executionContextCreator, route);
    return translating === undefined
      ? createCallbackProxy.apply(this, route)
      : createDirectHandler(translating, route, createFilter(this, route));
  };
}

function translatingAlone(context: RouterExecutionContext, route: Route): Translating | undefined {
  const [instance, callback, methodName, moduleKey, , contextId, inquirerId] = route;
  // What is made anew for each request Nest waits for.
  if (contextId !== STATIC_CONTEXT) return undefined;
  const around = (kind: 'interceptors' | 'guards' | 'pipes'): unknown[] =>
    context[`${kind}ContextCreator`].create(instance, callback, moduleKey, contextId, inquirerId);
  const [interceptor, ...others] = [...around('interceptors'), ...around('guards'), ...around('pipes')];
  const isAlone = others.length === 0 && isNative(instance.constructor, methodName);
  return isAlone && isTranslating(interceptor) ? interceptor : undefined;
}

function isTranslating(interceptor: unknown): interceptor is Translating {
  return (
    interceptor instanceof TranslatingInterceptor &&
    interceptor.intercept === TranslatingInterceptor.prototype.intercept
  );
}

function isNative(controller: object, methodName: string): boolean {
  const parameters: Declared = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, methodName) ?? {};
  const places = Object.keys(parameters);
  return places.length === PLACES.length && PLACES.every((place) => isBare(parameters[place]));
}

function isBare(parameter: Declared[string]): boolean {
  return parameter !== undefined && !parameter.data && !parameter.schema && !parameter.pipes?.length;
}

function createFilter(
  { exceptionsFilter }: Explorer,
  [instance, callback, , moduleKey, , contextId, inquirerId]: Route,
): ExceptionsHandler {
  return exceptionsFilter.create(instance, callback as never, moduleKey, contextId, inquirerId);
}

function createDirectHandler(
  translating: Translating,
  [instance, callback]: Route,
  filter: ExceptionsHandler,
): RouteHandler {
  return (request, reply) => {
    const fail = (error: unknown) => {
      try {
        filter.next(error as Error, new ExecutionContextHost([request, reply]));
      } catch (broken) {
        // Nobody else would catch it, and it would end the process.
        void reply.send(broken);
      }
    };
    const askNative = () => callback.call(instance, request.body, reply) as NativeAnswers<unknown>;
    try {
      translating.pass(request, reply, askNative).subscribe({ error: fail });
    } catch (error) {
      fail(error);
    }
  };
}
