import type { Server } from 'node:http';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { NativeOllamaService } from '@app/ollama';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { LOG, type Log } from '../logging/log.js';
import { OpenAnswers } from './open-answers.js';

// Enough for a client that reads to take the error that ends its answer.
const LAST_WORDS_MS = 500;

/**
 * Stopping waits for the answers under way, but not for ever: those that have not ended in time, or when a second signal
 * comes, end with an error, and clients that do not even read that are cut off. Until then the service goes on listening,
 * to refuse what comes in so many words.
 */
@Injectable()
export class Drain implements BeforeApplicationShutdown, OnApplicationShutdown {
  readonly #hurry = Promise.withResolvers<void>();
  #timer?: NodeJS.Timeout;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly ollama: NativeOllamaService,
    private readonly answers: OpenAnswers,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    this.#timer = setTimeout(() => this.#endAnswers(), this.configuration.drainTimeout);
    void this.#hurry.promise.then(() => this.#endAnswers());
    await this.answers.stop();
    // Connections over which only a part of a request has come are not idle to Node, which would wait for the rest.
    this.#closeConnectionsSoon();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.#timer);
  }

  /** Waits no longer, whether the service is stopping already or is about to. */
  hurry(): void {
    this.#hurry.resolve();
  }

  #endAnswers(): void {
    this.log.warn('answers under way have not ended in time: they are broken off');
    void this.ollama.close();
    this.#closeConnectionsSoon();
  }

  #closeConnectionsSoon(): void {
    clearTimeout(this.#timer);
    const server = this.adapterHost.httpAdapter.getHttpServer() as Server;
    this.#timer = setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS);
  }
}
