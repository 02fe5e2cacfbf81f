import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { readArguments } from './arguments.js';
import { createApp } from './create-app.js';
import { LlamaLibrary } from './llama/llama-library.js';
import { createLog } from './logging/log.js';

// Whoever stops the engine, or started it and is gone, waits for nothing: answers that are being written end here.
const end = () => process.exit(0);
process.once('SIGTERM', end);
process.once('SIGINT', end);
process.once('disconnect', end);

const args = readArguments(process.argv.slice(2));
const log = createLog(args.logLevel);
process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'));

const app = await createApp(args, log);
await app.listen(args.port, args.host);
const { port } = app.getHttpServer().address() as AddressInfo;
process.send?.({ type: 'listening', port });
log.debug({ port, models: args.modelsDirectory }, 'engine listens');

// The first request finds it started.
app
  .get(LlamaLibrary)
  .llama()
  .catch((err: unknown) => log.error({ err }, 'llama.cpp cannot be started on this machine'));
