import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import OpenAI, { type ClientOptions } from 'openai';
import { loadConfiguration } from '../../apps/gateway/src/config/load-configuration.js';
import { createApp } from '../../apps/gateway/src/create-app.js';
import { createLog } from '../../apps/gateway/src/logging/log.js';
import { CapturedLog } from './captured-log.js';
import { validatingFetch } from './openai-schema/index.js';

/**
 * The whole service in this process, over real HTTP:
 *
 *     const gateway = await Gateway.start({ OLLAMA_HOST: ollama.origin });
 *     await gateway.client().chat.completions.create({ … });
 *     await gateway.close();
 */
export class Gateway {
  private constructor(
    readonly app: NestFastifyApplication,
    /** Scheme, host and port. */
    readonly origin: string,
    readonly log: CapturedLog,
  ) {}

  /** @param environment variables, as the service itself reads them; on a free port unless they say otherwise */
  static async start(environment: Record<string, string> = {}): Promise<Gateway> {
    const configuration = loadConfiguration({ PORT: '0', ...environment });
    const log = new CapturedLog();
    const app = await createApp(configuration, createLog(configuration.logLevel, log));
    await app.listen(configuration.port, configuration.host);
    return new Gateway(app, await app.getUrl(), log);
  }

  get port(): number {
    return Number(new URL(this.origin).port);
  }

  /** The official client, which asks once and holds every answer against OpenAI's document. */
  client(options?: ClientOptions): OpenAI {
    return new OpenAI({
      apiKey: 'unused',
      baseURL: `${this.origin}/v1`,
      maxRetries: 0,
      fetch: validatingFetch(),
      ...options,
    });
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(this.origin + path, init);
  }

  /** Posts a value as JSON; a string as it is. */
  post(path: string, body: unknown, init?: RequestInit): Promise<Response> {
    return this.fetch(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
      headers: { 'content-type': 'application/json', ...(init?.headers as Record<string, string>) },
    });
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
