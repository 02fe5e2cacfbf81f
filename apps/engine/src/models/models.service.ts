import { Inject, Injectable } from '@nestjs/common';
import type { OllamaModel, OllamaPsResponse, OllamaShowResponse, OllamaTagsResponse } from '@app/ollama';
import { NativeError } from '../errors/native-error.js';
import { LOG, type Log } from '../logging/log.js';
import { LoadedModels } from './loaded-models.js';
import { ModelCatalog } from './model-catalog.js';
import { ModelDirectory } from './model-directory.js';
import type { ModelFile } from './model-file.js';
import { isValidName } from './model-name.js';
import { toListedModel, toRunningModel, toShowResponse } from './show-model.js';

@Injectable()
export class ModelsService {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly catalog: ModelCatalog,
    private readonly loaded: LoadedModels,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** All models that can be read: one broken file does not hide the others. */
  async list(): Promise<OllamaTagsResponse> {
    const models = await Promise.all((await this.directory.list()).map((file) => this.listed(file)));
    return { models: models.filter((model) => model !== undefined) };
  }

  running(): OllamaPsResponse {
    return { models: this.loaded.list().map(({ loaded, expiresAt }) => toRunningModel(loaded, expiresAt)) };
  }

  async show(name: string, verbose: boolean): Promise<OllamaShowResponse> {
    if (!isValidName(name)) throw NativeError.badRequest('invalid model name');
    const file = await this.directory.get(name);
    const entry = await this.catalog.describe(file);
    return toShowResponse(file, entry, verbose ? await this.catalog.everything(file) : undefined);
  }

  async copy(source: string, destination: string): Promise<void> {
    for (const name of [source, destination]) {
      if (!isValidName(name)) throw NativeError.badRequest(`model name ${JSON.stringify(name)} is invalid`);
    }
    const file = await this.directory.find(source);
    if (!file) throw new NativeError(404, `model ${JSON.stringify(source)} not found`);
    await this.directory.copy(file, destination);
  }

  async remove(name: string): Promise<void> {
    const file = await this.directory.get(name);
    await this.loaded.unload(file);
    await this.directory.remove(file);
  }

  private async listed(file: ModelFile): Promise<OllamaModel | undefined> {
    try {
      return toListedModel(file, await this.catalog.describe(file));
    } catch (err) {
      this.log.warn({ err, model: file.name }, 'model file cannot be read');
      return undefined;
    }
  }
}
