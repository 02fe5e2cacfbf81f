import { Inject, Injectable } from '@nestjs/common';
import { NativeError } from '../errors/native-error.js';
import { LlamaLibrary } from '../llama/llama-library.js';
import { LOG, type Log } from '../logging/log.js';
import { LoadedModel } from './loaded-model.js';
import type { CatalogEntry } from './model-catalog.js';
import { fingerprint, type ModelFile } from './model-file.js';

export interface ModelUse {
  loaded: LoadedModel;
  /** Has to be called once the model is not needed: its time to stay begins. */
  release(): void;
}

interface Entry {
  loading: Promise<LoadedModel>;
  loaded?: LoadedModel;
  users: number;
  keepAlive: number;
  timer?: NodeJS.Timeout;
  expiresAt: number;
}

// Node's timers fire at once above this.
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Farther than anybody waits, and a date that every client can read. */
const NEVER = Date.UTC(2318, 0);

/** The models in memory: loaded when first used, gone when nobody has used them for their time to stay. */
@Injectable()
export class LoadedModels {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly library: LlamaLibrary,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * @param keepAlive milliseconds that the model stays when it is not used any more
   * @throws {NativeError} 500 when it cannot be loaded
   */
  async use(file: ModelFile, catalogEntry: CatalogEntry, keepAlive: number): Promise<ModelUse> {
    const key = fingerprint(file);
    const entry = this.#entries.get(key) ?? this.open(key, file, catalogEntry);
    entry.users++;
    entry.keepAlive = keepAlive;
    entry.expiresAt = Date.now() + keepAlive;
    clearTimeout(entry.timer);
    try {
      const loaded = await entry.loading;
      return { loaded, release: () => this.release(key, entry) };
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  /** Those in memory, with the time when each goes. */
  list(): { loaded: LoadedModel; expiresAt: Date }[] {
    return [...this.#entries.values()].flatMap(({ loaded, expiresAt }) =>
      loaded ? [{ loaded, expiresAt: new Date(Math.min(expiresAt, NEVER)) }] : [],
    );
  }

  /** Takes a model out of memory now, or, while it is used, as soon as it is not. */
  async unload(file: ModelFile): Promise<void> {
    const key = fingerprint(file);
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.keepAlive = 0;
    if (entry.users === 0) await this.close(key, entry);
  }

  private open(key: string, file: ModelFile, catalogEntry: CatalogEntry): Entry {
    const entry: Entry = { loading: this.load(file, catalogEntry), users: 0, keepAlive: 0, expiresAt: 0 };
    this.#entries.set(key, entry);
    entry.loading.then((loaded) => (entry.loaded = loaded)).catch(() => undefined);
    return entry;
  }

  private async load(file: ModelFile, catalogEntry: CatalogEntry): Promise<LoadedModel> {
    const start = performance.now();
    const [library, llama] = await Promise.all([this.library.module(), this.library.llama()]);
    const loadModel = () => llama.loadModel({ modelPath: file.path });
    try {
      const model = await loadModel().catch(async (error: unknown) => {
        if (!(error instanceof library.InsufficientMemoryError)) throw error;
        await this.closeUnused();
        return loadModel();
      });
      this.log.debug({ model: file.name, ms: Math.round(performance.now() - start) }, 'model loaded');
      return new LoadedModel(file, catalogEntry, llama, model, library);
    } catch (cause) {
      const reason =
        cause instanceof library.InsufficientMemoryError ? 'it needs more memory than is available' : 'is it damaged?';
      throw new NativeError(500, `model '${file.name}' failed to load: ${reason}`, { cause });
    }
  }

  private release(key: string, entry: Entry): void {
    entry.users--;
    if (entry.users > 0) return;
    entry.expiresAt = Date.now() + entry.keepAlive;
    if (entry.keepAlive === 0) return void this.close(key, entry);
    if (entry.keepAlive === Infinity) return;
    entry.timer = setTimeout(() => void this.close(key, entry), Math.min(entry.keepAlive, LONGEST_TIMER_MS)).unref();
  }

  private async closeUnused(): Promise<void> {
    const unused = [...this.#entries].filter(([, { users }]) => users === 0);
    await Promise.all(unused.map(([key, entry]) => this.close(key, entry)));
  }

  private async close(key: string, entry: Entry): Promise<void> {
    clearTimeout(entry.timer);
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
    try {
      await entry.loaded?.dispose();
    } catch (err) {
      this.log.error({ err }, 'model could not be unloaded');
    }
  }
}
