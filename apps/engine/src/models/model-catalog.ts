import { Injectable } from '@nestjs/common';
import type { GgufFileInfo } from 'node-llama-cpp';
import { NativeError } from '../errors/native-error.js';
import { LlamaLibrary } from '../llama/llama-library.js';
import { digestOf } from './gguf-digest.js';
import { flatMetadata, type GgufFacts, readFacts } from './gguf-facts.js';
import { fingerprint, type ModelFile } from './model-file.js';

export interface CatalogEntry extends GgufFacts {
  digest: string;
}

/** What the models' files say of them, read once for each file. */
@Injectable()
export class ModelCatalog {
  readonly #entries = new Map<string, Promise<CatalogEntry>>();

  constructor(private readonly library: LlamaLibrary) {}

  async describe(file: ModelFile): Promise<CatalogEntry> {
    const key = fingerprint(file);
    const known = this.#entries.get(key) ?? this.read(file);
    this.#entries.set(key, known);
    try {
      return await known;
    } catch (error) {
      this.#entries.delete(key);
      throw new NativeError(500, `model '${file.name}' cannot be read: it is not a whole GGUF file`, { cause: error });
    }
  }

  /** All metadata, the tokenizer's tables too: megabytes. */
  async everything(file: ModelFile): Promise<Record<string, unknown>> {
    return flatMetadata(await this.readFile(file));
  }

  private async read(file: ModelFile): Promise<CatalogEntry> {
    const [info, names, digest] = await Promise.all([this.readFile(file), this.library.module(), digestOf(file)]);
    return { ...readFacts(info, names), digest };
  }

  private async readFile({ path }: ModelFile): Promise<GgufFileInfo> {
    const { readGgufFileInfo } = await this.library.module();
    return readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false });
  }
}
