import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';

// What the library adds at the beginning and the end of a text, and one place that it keeps.
const SPARE_TOKENS = 3;

/** Makes vectors of texts with a model, one after another. */
export class Embedder {
  #context?: LlamaEmbeddingContext;
  #size = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param readsBothWays the model was made for embeddings: it has to read a text in one batch */
  constructor(
    private readonly model: LlamaModel,
    private readonly threads: number,
    private readonly readsBothWays: boolean,
  ) {}

  /** Tokens that a text may have; 0 before the first. */
  get contextLength(): number {
    return this.#size;
  }

  /** @param contextLength tokens that the context has to hold */
  vectorOf(tokens: Token[], contextLength: number): Promise<readonly number[]> {
    const vector = this.#last.then(async () => {
      const context = await this.contextOf(contextLength);
      return (await context.getEmbeddingFor(tokens)).vector;
    });
    this.#last = vector.catch(() => undefined);
    return vector;
  }

  private async contextOf(size: number): Promise<LlamaEmbeddingContext> {
    if (this.#context && this.#size >= size) return this.#context;
    await this.#context?.dispose();
    this.#context = undefined;
    const contextSize = size + SPARE_TOKENS;
    this.#context = await this.model.createEmbeddingContext({
      contextSize,
      batchSize: this.readsBothWays ? contextSize : undefined,
      threads: this.threads,
    });
    this.#size = size;
    return this.#context;
  }
}
