import 'reflect-metadata';
import { ShutdownSignal } from '@nestjs/common';
import { ConfigurationError } from './config/configuration-error.js';
import { loadConfiguration } from './config/load-configuration.js';
import { createApp } from './create-app.js';
import { createLog } from './logging/log.js';

try {
  const configuration = loadConfiguration(process.env);
  const log = createLog(configuration.logLevel);
  const app = await createApp(configuration, log);
  // Ending by process.exit lets the log be written to its end.
  app.enableShutdownHooks([ShutdownSignal.SIGTERM, ShutdownSignal.SIGINT], { useProcessExit: true });
  await app.listen(configuration.port, configuration.host);
  log.info({ url: await app.getUrl() }, 'Ollama Gateway listens; the documentation is at /docs');
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError) return `Ollama Gateway cannot start: ${error.message}`;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  return `Ollama Gateway cannot start: ${code === 'EADDRINUSE' || code === 'EACCES' ? message : stack}`;
}
