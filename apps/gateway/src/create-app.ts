import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { Configuration } from './config/settings.js';
import { serveDocumentation } from './documentation/openapi-document.js';
import { AllowedMethods } from './http/allowed-methods.js';
import { allowOrigins } from './http/cors.js';
import { createFastifyAdapter } from './http/fastify-adapter.js';
import type { Log } from './logging/log.js';
import { NestLog } from './logging/nest-log.js';
import { OpenAnswers } from './shutdown/open-answers.js';
import { runTranslationsDirectly } from './translation/direct-translations.js';
import { VERSION } from './version.js';

/** The whole service, ready to listen; shared by `main.ts` and the tests. */
export async function createApp(configuration: Configuration, log: Log): Promise<NestFastifyApplication> {
  runTranslationsDirectly();
  const allowedMethods = new AllowedMethods();
  const answers = new OpenAnswers();
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(configuration, log, allowedMethods, answers),
    createFastifyAdapter(configuration, allowedMethods, answers, log),
    // Fastify's own JSON parser is enough, and leaves every other content type a 415.
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
  allowOrigins(app, configuration.corsOrigins);
  serveDocumentation(app, VERSION);
  return app;
}
