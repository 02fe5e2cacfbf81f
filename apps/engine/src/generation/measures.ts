import type { OllamaMetrics } from '@app/ollama';
import { nanoseconds } from '../http/timestamp.js';

/** Counts and times of an answer. */
export class Measures {
  promptTokens = 0;
  generatedTokens = 0;
  #loadedAt?: number;
  #cachedTokens?: number;
  #promptMs = 0;
  #generationMs = 0;

  constructor(private readonly startedAt = performance.now()) {}

  loaded(): void {
    this.#loadedAt ??= performance.now();
  }

  /** How much of the prompt had been read before; what a second pass finds is its own first one. */
  foundCached(tokens: number): void {
    this.#cachedTokens ??= tokens;
  }

  addPromptTime(milliseconds: number): void {
    this.#promptMs += milliseconds;
  }

  addGenerationTime(milliseconds: number): void {
    this.#generationMs += milliseconds;
  }

  /** As Ollama writes them: what is zero is left out. */
  toMetrics(): OllamaMetrics {
    const now = performance.now();
    const metrics: Required<OllamaMetrics> = {
      total_duration: nanoseconds(now - this.startedAt),
      load_duration: nanoseconds((this.#loadedAt ?? now) - this.startedAt),
      prompt_eval_count: this.promptTokens,
      prompt_eval_cached_count: this.#cachedTokens ?? 0,
      prompt_eval_duration: nanoseconds(this.#promptMs),
      eval_count: this.generatedTokens,
      eval_duration: nanoseconds(this.#generationMs),
    };
    return Object.fromEntries(Object.entries(metrics).filter(([, value]) => value !== 0));
  }
}
