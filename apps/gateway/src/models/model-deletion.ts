import { Inject, Injectable } from '@nestjs/common';
import { NativeOllamaService } from '@app/ollama';
import { type DeletedModelDto, OpenAiError } from '@app/openai';
import { map, type Observable, throwError } from 'rxjs';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { MissingModel } from '../errors/missing-model.js';

/** Removes models, where the configuration lets it. */
@Injectable()
export class ModelDeletion {
  constructor(
    private readonly ollama: NativeOllamaService,
    private readonly missingModel: MissingModel,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** @throws OpenAiError 403 unless it is allowed, 400 for an alias, 404 `model_not_found` */
  delete(model: string): Observable<DeletedModelDto> {
    const refusal = this.refusal(model);
    if (refusal !== undefined) return throwError(() => refusal);
    return this.ollama.delete({ model }).pipe(
      this.missingModel.explain(model),
      map(() => ({ id: model, object: 'model', deleted: true })),
    );
  }

  private refusal(model: string): OpenAiError | undefined {
    const { deleteModels, models } = this.configuration;
    if (!deleteModels) {
      return new OpenAiError({
        status: 403,
        type: 'permission_error',
        message: 'Models cannot be deleted here: GATEWAY_DELETE_MODELS=true allows it.',
        code: 'deletion_not_allowed',
      });
    }
    const target = models.aliases.get(model);
    if (target === undefined) return undefined;
    return OpenAiError.invalidRequest({
      message: `'${model}' is another name of '${target}', given by the configuration: delete '${target}'.`,
      param: 'model',
      code: 'invalid_value',
    });
  }
}
