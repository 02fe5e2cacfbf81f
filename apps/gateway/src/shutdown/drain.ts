import type { Server } from 'node:http';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { NativeOllamaService } from '@app/ollama';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { LOG, type Log } from '../logging/log.js';

// Enough for a client that reads to take the error that ends its answer.
const LAST_WORDS_MS = 500;

/**
 * Stopping waits for the answers under way, but not for ever: those that have not ended in time end with an error, and
 * clients that do not even read that are cut off.
 */
@Injectable()
export class Drain implements BeforeApplicationShutdown, OnApplicationShutdown {
  #timer?: NodeJS.Timeout;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly ollama: NativeOllamaService,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOG) private readonly log: Log,
  ) {}

  beforeApplicationShutdown(): void {
    this.#timer = setTimeout(() => this.#endAnswers(), this.configuration.drainTimeout);
  }

  onApplicationShutdown(): void {
    clearTimeout(this.#timer);
  }

  #endAnswers(): void {
    this.log.warn('answers under way have not ended in time: they are broken off');
    void this.ollama.close();
    const server = this.adapterHost.httpAdapter.getHttpServer() as Server;
    this.#timer = setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS);
  }
}
