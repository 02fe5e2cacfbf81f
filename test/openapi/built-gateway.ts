import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import type { loadConfiguration } from '../../apps/gateway/src/config/load-configuration.js';
import type { createApp } from '../../apps/gateway/src/create-app.js';
import type { createLog } from '../../apps/gateway/src/logging/log.js';

/** Where the built service listens, and how to stop it. */
export interface BuiltGateway {
  origin: string;
  close(): Promise<void>;
}

/** A module of the build: the OpenAPI document gets its descriptions from a compiler plugin, which does not run in tests. */
async function built<Module>(path: string): Promise<Module> {
  return (await import(pathToFileURL(resolve('dist/apps/gateway/src', path)).href)) as Module;
}

/** @param environment variables, as the service itself reads them; on a free port unless they say otherwise */
export async function startBuiltGateway(environment: Record<string, string>): Promise<BuiltGateway> {
  const app = await built<{ createApp: typeof createApp }>('create-app.js');
  const config = await built<{ loadConfiguration: typeof loadConfiguration }>('config/load-configuration.js');
  const log = await built<{ createLog: typeof createLog }>('logging/log.js');
  const configuration = config.loadConfiguration({ PORT: '0', ...environment });
  const silent = new Writable({ write: (_line, _encoding, done) => done() });
  const service = await app.createApp(configuration, log.createLog(configuration.logLevel, silent));
  await service.listen(configuration.port, configuration.host);
  return { origin: await service.getUrl(), close: () => service.close() };
}
