import { existsSync } from 'node:fs';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { OllamaUpstream } from '@app/ollama';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { projectPath } from '../config/project-path.js';
import { LOG, type Log } from '../logging/log.js';
import { chooseUpstream } from './choose-upstream.js';
import { EngineProcess } from './engine-process.js';
import { RemoteOllama } from './remote-ollama.js';

/** Whoever answers the native requests: an Ollama, or the embedded engine, which it starts and stops. */
@Injectable()
export class UpstreamService implements OnApplicationShutdown {
  #engine?: EngineProcess;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async open(): Promise<OllamaUpstream> {
    const choice = await chooseUpstream(this.configuration);
    if (choice.kind === 'ollama') {
      this.log.info(
        { upstream: choice.host.origin + choice.host.basePath },
        'upstream is Ollama; OLLAMA_HOST or GATEWAY_UPSTREAM=engine changes it',
      );
      return new RemoteOllama(choice.host, this.configuration.ollamaApiKey);
    }
    return this.startEngine();
  }

  get engine(): EngineProcess | undefined {
    return this.#engine;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#engine?.stop();
  }

  private async startEngine(): Promise<OllamaUpstream> {
    const modelsDirectory = projectPath(this.configuration.modelsDirectory);
    this.log.info(
      { upstream: 'embedded engine', modelsDirectory },
      'upstream is the embedded engine; OLLAMA_HOST changes it',
    );
    // The first model that is pulled makes it: until then it may as well be a slip of the pen.
    if (!existsSync(modelsDirectory))
      this.log.warn({ modelsDirectory }, 'GATEWAY_MODELS_DIR does not exist: no models');
    this.#engine = new EngineProcess(
      { entry: projectPath('dist/apps/engine/src/main.js'), modelsDirectory, logLevel: this.configuration.logLevel },
      this.log,
    );
    await this.#engine.start();
    return this.#engine;
  }
}
