import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EngineArguments } from './arguments.js';
import { EngineModule } from './engine.module.js';
import { createFastifyAdapter } from './http/fastify-adapter.js';
import { KnownRoutes } from './http/known-routes.js';
import { type Log, NestLog } from './logging/log.js';

/** The engine, ready to listen. */
export function createApp(args: EngineArguments, log: Log): Promise<NestFastifyApplication> {
  const routes = new KnownRoutes();
  return NestFactory.create<NestFastifyApplication>(
    EngineModule.with(args, log, routes),
    createFastifyAdapter(routes),
    // Bodies are JSON whatever their content type says.
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
}
