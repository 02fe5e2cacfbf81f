import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import createFastify, { type FastifyInstance } from 'fastify';
import type { Configuration } from '../config/settings.js';
import { logAnswer } from '../logging/access-log.js';
import type { Log } from '../logging/log.js';
import type { OpenAnswers } from '../shutdown/open-answers.js';
import type { AllowedMethods } from './allowed-methods.js';
import { checkBodyKind, leaveStreamsUnread } from './body/body-kinds.js';
import { acceptForms } from './body/forms.js';
import { IncomingRequest } from './body/incoming-request.js';
import { parseJsonBodies } from './body/json-body.js';
import { createExpectationCheck } from './checks/expectation.js';
import { createHostCheck, requireHost } from './checks/host-check.js';
import { createOriginCheck } from './checks/origin-check.js';
import { requireChunked } from './checks/transfer-encoding.js';
import { refuseWebSocket } from './checks/websocket.js';
import { refuseBrokenRequest } from './connection/broken-request.js';
import { cutOffHalfClosed } from './connection/half-closed.js';
import { createReceiveLimit } from './connection/receive-timeout.js';
import { limitSending } from './connection/send-timeout.js';
import { secureDocumentation } from './documentation-headers.js';
import { Exchange } from './exchange.js';
import { leaveOutHooks } from './leave-out-hooks.js';
import { createOverloadCheck } from './overload.js';
import { requestId, REQUEST_ID_HEADER } from './request-id.js';
import { createBrokenUrlHandler } from './url/broken-url.js';
import { toPath } from './url/request-target.js';
import { withoutTrailingSlash } from './url/trailing-slash.js';

// Longer than common load balancers keep an idle connection (AWS 60 s, Google 600 s, which cannot be changed), so that the
// balancer is the one who closes it.
const KEEP_ALIVE_MS = 620_000;

// How late headers that take too long may be noticed.
const LONGEST_CHECK_INTERVAL_MS = 5_000;

/** The HTTP side of the service: limits, ids, the log line a request. */
export function createFastifyAdapter(
  configuration: Configuration,
  allowedMethods: AllowedMethods,
  answers: OpenAnswers,
  log: Log,
) {
  const fastify = createFastify({
    bodyLimit: configuration.bodyLimit,
    http: {
      IncomingMessage: IncomingRequest,
      // Refused in OpenAI's form, by `requireHost`.
      requireHostHeader: false,
      // Bodies have a limit of their own, which `limitReceiving` sets.
      requestTimeout: 0,
      headersTimeout: configuration.receiveTimeout,
      connectionsCheckingInterval: Math.min(configuration.receiveTimeout, LONGEST_CHECK_INTERVAL_MS),
    },
    keepAliveTimeout: KEEP_ALIVE_MS,
    rewriteUrl: (request: IncomingMessage) => withoutTrailingSlash(toPath(request)),
    genReqId: requestId,
    requestIdHeader: false,
    clientErrorHandler: (error, socket) => refuseBrokenRequest(error, socket, answers),
    return503OnClosing: false,
    frameworkErrors: createBrokenUrlHandler(log),
    // Model names hold slashes and colons, escaped or not, and are long.
    routerOptions: { maxParamLength: 1024 },
  });
  cutOffHalfClosed(fastify.server, answers);
  parseJsonBodies(fastify, configuration.bodyLimit);
  acceptForms(fastify);
  leaveStreamsUnread(fastify);
  const checkHost = createHostCheck(configuration.host);
  const checkOrigin = createOriginCheck(configuration.corsOrigins);
  const checkExpectation = createExpectationCheck(fastify.server);
  const limitReceiving = createReceiveLimit(configuration.receiveTimeout);
  const checkOverload = createOverloadCheck(fastify, configuration.maxEventLoopDelay);
  fastify.decorateRequest('exchange', null as unknown as Exchange);
  // Before Nest's own hooks, which answer preflights.
  fastify.addHook('onRequest', (request, reply, done) => {
    request.exchange = new Exchange();
    reply.header(REQUEST_ID_HEADER, request.id);
    reply.raw.on('error', ignore);
    // Not the onResponse hook: it does not run when the client has gone before the end.
    reply.raw.on('close', () => logAnswer(log, request, reply));
    secureDocumentation(request.url, reply);
    limitSending(request, reply, configuration.sendTimeout);
    answers.begin(request, reply);
    requireHost(request, reply);
    requireChunked(request, reply);
    checkHost(request);
    checkOrigin(request);
    refuseWebSocket(request, reply);
    done();
  });
  const adapter = adapterOf(fastify);
  // After Nest's own, so that a page gets to see these refusals.
  fastify.addHook('onRequest', (request, reply, done) => {
    checkExpectation(request);
    checkBodyKind(request);
    limitReceiving(request, reply);
    checkOverload(request);
    done();
  });
  allowedMethods.watch(fastify);
  return adapter;
}

/**
 * Nest's adapter, without its hook for the end of each answer: it calls one of the application's own, of which there is
 * none, and has Fastify listen to every response. That is 3 % of what a short answer costs in JavaScript.
 */
function adapterOf(fastify: FastifyInstance): FastifyAdapter {
  const restore = leaveOutHooks(fastify, (name) => name === 'onResponse');
  const adapter = new FastifyAdapter(fastify);
  restore();
  return adapter;
}

/** What is written to an answer after its end is lost, and harms nothing: Node would end the process for it. */
function ignore(): void {}
