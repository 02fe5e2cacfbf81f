import type { Llama, LlamaModel } from 'node-llama-cpp';
import { CHATML, ChatTemplate } from './chat-template.js';
import { Embedder } from './embedder.js';
import { SequencePool } from '../generation/sequence-pool.js';
import { threadsFor } from '../llama/threads.js';
import type { LlamaModule } from '../llama/llama-library.js';
import type { CatalogEntry } from './model-catalog.js';
import type { ModelFile } from './model-file.js';

/** A model in memory, with the contexts that it works in. */
export class LoadedModel {
  readonly sequences: SequencePool;
  readonly embedder: Embedder;
  #template?: ChatTemplate;
  #longestToken?: number;

  constructor(
    readonly file: ModelFile,
    readonly entry: CatalogEntry,
    readonly llama: Llama,
    readonly model: LlamaModel,
    readonly library: LlamaModule,
  ) {
    const threads = threadsFor(file.size, llama.maxThreads);
    this.sequences = new SequencePool(model, threads);
    this.embedder = new Embedder(model, threads, entry.capabilities.includes('embedding'));
  }

  get template(): ChatTemplate {
    const { bosString, eosString } = this.model.tokens;
    this.#template ??= new ChatTemplate(this.entry.template ?? CHATML, {
      bos_token: bosString ?? '',
      eos_token: eosString ?? '',
    });
    return this.#template;
  }

  /** Characters of the longest token: a text has no fewer tokens than its length by this. */
  get longestToken(): number {
    this.#longestToken ??= this.model.fileInfo.metadata.tokenizer.ggml.tokens.reduce(
      (longest, { length }) => Math.max(longest, length),
      1,
    );
    return this.#longestToken;
  }

  /** Bytes in memory. */
  get memory(): number {
    return this.model.memoryUsage.ram + this.sequences.memory;
  }

  /** Tokens that its longest context can hold. */
  get contextLength(): number {
    return Math.max(this.sequences.contextLength, this.embedder.contextLength);
  }

  async dispose(): Promise<void> {
    await this.model.dispose();
  }
}
