import { parseArgs } from 'node:util';

export interface EngineArguments {
  /** Directory with the GGUF files. */
  modelsDirectory: string;
  host: string;
  /** 0 takes a free one. */
  port: number;
  logLevel: string;
}

export const ARGUMENTS = Symbol('EngineArguments');

/** `--models DIR [--host 127.0.0.1] [--port 0] [--log-level info]` */
export function readArguments(args: string[]): EngineArguments {
  const { values } = parseArgs({
    args,
    options: {
      models: { type: 'string', default: 'models' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '0' },
      'log-level': { type: 'string', default: 'info' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('--port must be a number from 0 to 65535');
  return { modelsDirectory: values.models, host: values.host, port, logLevel: values['log-level'] };
}
