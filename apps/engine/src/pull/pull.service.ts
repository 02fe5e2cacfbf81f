import { Injectable } from '@nestjs/common';
import type { ModelDownloader } from 'node-llama-cpp';
import { createHash } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { NativeError } from '../errors/native-error.js';
import { LlamaLibrary } from '../llama/llama-library.js';
import { ModelDirectory } from '../models/model-directory.js';
import { downloadError } from './download-error.js';
import { type ModelSource, modelSource } from './model-source.js';
import { LatestProgress, type PullProgress } from './pull-progress.js';

/** Fetches GGUF files into the models directory. */
@Injectable()
export class PullService {
  readonly #running = new Set<string>();

  constructor(
    private readonly directory: ModelDirectory,
    private readonly library: LlamaLibrary,
  ) {}

  /**
   * Downloads a model; a download that was cut off before goes on where it was.
   * @throws {NativeError} 400 for a name that cannot be pulled, 404, 409 while it is being pulled, 502
   */
  async *pull(asked: string, signal: AbortSignal): AsyncGenerator<PullProgress> {
    const source = modelSource(asked);
    if (this.#running.has(source.name)) {
      throw new NativeError(409, `model '${source.name}' is being pulled already`);
    }
    this.#running.add(source.name);
    try {
      yield { status: 'pulling manifest' };
      yield* this.download(source, signal);
      yield { status: 'success' };
    } finally {
      this.#running.delete(source.name);
    }
  }

  private async *download(source: ModelSource, signal: AbortSignal): AsyncGenerator<PullProgress> {
    const digest = createHash('sha256').update(source.uri).digest('hex');
    // Not among the models before it is whole.
    const folder = join(this.directory.root, '.pull', digest);
    const layer = { status: `pulling ${digest.slice(0, 12)}`, digest: `sha256:${digest}` };
    const progress = new LatestProgress();
    const report = ({ totalSize, downloadedSize }: { totalSize: number; downloadedSize: number }) => {
      // Before the server has told the size there is nothing to tell.
      if (totalSize === 0) return;
      progress.push({ ...layer, total: totalSize, ...(downloadedSize > 0 && { completed: downloadedSize }) });
    };

    const { createModelDownloader } = await this.library.module();
    try {
      const downloader = await createModelDownloader({
        modelUri: source.uri,
        dirPath: folder,
        onProgress: report,
        deleteTempFileOnCancel: false,
      });
      report(downloader);
      const done = downloader.download({ signal }).finally(() => progress.end());
      // It is awaited below; until then a failure is nobody's.
      done.catch(() => undefined);
      yield* progress.read();
      await done;
      yield { ...layer, total: downloader.totalSize, completed: downloader.totalSize };
      // A source tells no digest of its files; that it is a model can be seen.
      yield { status: 'verifying model' };
      await this.checkIsModel(downloader);
      yield { status: 'writing manifest' };
      await this.moveIn(downloader, source.name);
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      signal.throwIfAborted();
      const failure = downloadError(error);
      // What cannot go on later is not kept.
      if (failure.status === 404) await rm(folder, { recursive: true, force: true });
      throw failure;
    }
  }

  private async checkIsModel({ entrypointFilePath }: ModelDownloader): Promise<void> {
    const { readGgufFileInfo } = await this.library.module();
    await readGgufFileInfo(entrypointFilePath, { sourceType: 'filesystem', logWarnings: false }).catch(async () => {
      await rm(dirname(entrypointFilePath), { recursive: true, force: true });
      throw new NativeError(502, 'pull model: what was downloaded is no GGUF file');
    });
  }

  private async moveIn({ filesInfo }: ModelDownloader, name: string): Promise<void> {
    const existing = await this.directory.find(name);
    if (existing) await this.directory.remove(existing);
    for (const { filePath } of filesInfo) {
      const target = this.directory.pathFor(name, /-\d{5}-of-\d{5}(?=\.gguf$)/i.exec(basename(filePath))?.[0]);
      await mkdir(dirname(target), { recursive: true });
      await rename(filePath, target);
    }
  }
}
