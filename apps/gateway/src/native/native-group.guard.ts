import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { OpenAiError } from '@app/openai';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { NativeGroup as Group } from '../config/native-groups.js';
import type { Configuration } from '../config/settings.js';

/** Names the group of a controller's routes. */
export const NativeGroup = Reflector.createDecorator<Group>();

/** Turns requests away for groups of Ollama's own API that the configuration does not serve. */
@Injectable()
export class NativeGroupGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const { nativeApi } = this.configuration;
    const group = this.reflector.get(NativeGroup, context.getClass());
    if (nativeApi.has(group)) return true;
    throw new OpenAiError({
      status: 403,
      type: 'permission_error',
      message: `The group '${group}' of Ollama's own API is not served here: GATEWAY_NATIVE_API=${[...nativeApi, group].join(',')} serves it.`,
      code: 'native_api_not_served',
    });
  }
}
