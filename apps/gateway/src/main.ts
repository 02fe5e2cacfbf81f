import 'reflect-metadata';
import { ShutdownSignal } from '@nestjs/common';
import { ConfigurationError } from './config/configuration-error.js';
import { loadConfiguration } from './config/load-configuration.js';
import { createApp } from './create-app.js';
import { createLog } from './logging/log.js';
import { Drain } from './shutdown/drain.js';

const STOPS = [ShutdownSignal.SIGTERM, ShutdownSignal.SIGINT];

/** What Node tells of an address at which it cannot listen. */
interface ListenError extends NodeJS.ErrnoException {
  hostname?: string;
  address?: string;
}

try {
  const configuration = loadConfiguration(process.env);
  const log = createLog(configuration.logLevel);
  const app = await createApp(configuration, log);
  // Ending by process.exit lets the log be written to its end.
  app.enableShutdownHooks(STOPS, { useProcessExit: true });
  let stops = 0;
  for (const signal of STOPS) {
    process.on(signal, () => {
      if (++stops === 2) app.get(Drain).hurry();
    });
  }
  await app.listen(configuration.port, configuration.host);
  log.info({ url: await app.getUrl() }, 'Ollama Gateway listens; the documentation is at /docs');
} catch (error) {
  process.stderr.write(`Ollama Gateway cannot start: ${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { code, message, stack, hostname, address } = error as ListenError;
  switch (code) {
    case 'EADDRINUSE':
    case 'EACCES':
      return message;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
      return `HOST is "${hostname ?? address}", but must be a name or an address of this machine.`;
    default:
      return stack ?? message;
  }
}
