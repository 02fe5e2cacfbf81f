import { Inject, Injectable } from '@nestjs/common';
import { NativeOllamaService } from '@app/ollama';
import { type InstalledModel, ModelDirectory } from '@app/openai';
import { map, mergeMap, type Observable } from 'rxjs';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { ModelExtrasService } from './model-extras.service.js';

/** The directory of the installed models. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly ollama: NativeOllamaService,
    private readonly extras: ModelExtrasService,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** With all that is known of each model. */
  all(): Observable<ModelDirectory> {
    return this.installed().pipe(
      mergeMap((models) => this.extras.learn(models).pipe(map(() => this.directoryOf(models)))),
    );
  }

  /**
   * With all that is known of this one.
   * @throws OpenAiError 404 `model_not_found`
   */
  one(id: string): Observable<ModelDirectory> {
    return this.installed().pipe(
      map((models) => this.directoryOf(models)),
      mergeMap((directory) => this.extras.learn([directory.find(id)]).pipe(map(() => directory))),
    );
  }

  private installed(): Observable<readonly InstalledModel[]> {
    return this.ollama.tags().pipe(map(({ models }) => models));
  }

  private directoryOf(models: readonly InstalledModel[]): ModelDirectory {
    const { aliases } = this.configuration.models;
    return new ModelDirectory(models, {
      aliases,
      findProfile: (model) => this.configuration.models.find(model),
      findExtras: (model) => this.extras.find(model),
    });
  }
}
