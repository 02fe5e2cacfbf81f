import { Inject, Injectable } from '@nestjs/common';
import type { Llama } from 'node-llama-cpp';
import { availableParallelism } from 'node:os';
import { LOG, type Log } from '../logging/log.js';

export type LlamaModule = typeof import('node-llama-cpp');

/** llama.cpp: imported and started once, when it is first needed or when the server listens. */
@Injectable()
export class LlamaLibrary {
  #module?: Promise<LlamaModule>;
  #llama?: Promise<Llama>;

  constructor(@Inject(LOG) private readonly log: Log) {}

  /** What works without native code: GGUF headers, downloads. */
  module(): Promise<LlamaModule> {
    this.#module ??= import('node-llama-cpp');
    return this.#module;
  }

  llama(): Promise<Llama> {
    this.#llama ??= this.start();
    return this.#llama;
  }

  private async start(): Promise<Llama> {
    const { getLlama, LlamaLogLevel } = await this.module();
    return getLlama({
      gpu: false,
      build: 'never',
      progressLogs: false,
      // More threads than cores make each other wait.
      maxThreads: availableParallelism(),
      logLevel: this.log.isLevelEnabled('debug') ? LlamaLogLevel.info : LlamaLogLevel.error,
      logger: (level, message) => this.log.debug({ llama: level }, message.trimEnd()),
    });
  }
}
