import { Injectable } from '@nestjs/common';
import type { OllamaKeepAlive } from '@app/ollama';
import { keepAliveMs } from './keep-alive.js';
import { LoadedModels } from './loaded-models.js';
import { ModelCatalog } from './model-catalog.js';
import { ModelDirectory } from './model-directory.js';

/** A request without a prompt loads its model, or unloads it when it is not to stay. */
@Injectable()
export class ModelPreloader {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly catalog: ModelCatalog,
    private readonly models: LoadedModels,
  ) {}

  async loadOrUnload(request: { model: string; keep_alive?: OllamaKeepAlive }): Promise<'load' | 'unload'> {
    const file = await this.directory.get(request.model);
    const keepAlive = keepAliveMs(request.keep_alive);
    if (keepAlive === 0) {
      await this.models.unload(file);
      return 'unload';
    }
    const use = await this.models.use(file, await this.catalog.describe(file), keepAlive);
    use.release();
    return 'load';
  }
}
