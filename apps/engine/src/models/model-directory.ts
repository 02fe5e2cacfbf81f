import { Inject, Injectable } from '@nestjs/common';
import { copyFile, link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ARGUMENTS, type EngineArguments } from '../arguments.js';
import { NativeError } from '../errors/native-error.js';
import { type ModelFile, partNumber, withoutPartNumber } from './model-file.js';
import { fullName, isValidName, namesOf, pathOfName } from './model-name.js';

const EXTENSION = '.gguf';
// What a vision model brings along is no model of its own.
const PROJECTOR = /^mmproj/i;

/**
 * The models: the GGUF files of a directory, under the names of the files. Folders come before the name with slashes;
 * what follows a colon in the file's name, or a hyphen when it is asked for, is the tag.
 */
@Injectable()
export class ModelDirectory {
  readonly root: string;

  constructor(@Inject(ARGUMENTS) { modelsDirectory }: Pick<EngineArguments, 'modelsDirectory'>) {
    this.root = resolve(modelsDirectory);
  }

  /** All models, in the order of their names. */
  async list(): Promise<ModelFile[]> {
    const files = await Promise.all((await this.paths()).map((path) => this.describe(path)));
    const models = new Map<string, ModelFile>();
    for (const { stem, path, size, modifiedAt } of files.filter((file) => file !== undefined)) {
      const name = fullName(withoutPartNumber(stem));
      const model = models.get(name) ?? { name, path, paths: [], size: 0, modifiedAt };
      if (partNumber(stem) === 1) model.path = path;
      models.set(name, { ...model, paths: [...model.paths, path], size: model.size + size });
    }
    return [...models.values()].toSorted(byName);
  }

  async find(name: string): Promise<ModelFile | undefined> {
    const models = await this.list();
    for (const candidate of namesOf(name)) {
      const found = models.find((model) => model.name.toLowerCase() === candidate);
      if (found) return found;
    }
    return undefined;
  }

  /** @throws {NativeError} 404 `model 'x' not found` */
  async get(name: string): Promise<ModelFile> {
    const file = await this.find(name);
    if (!file) throw NativeError.modelNotFound(name);
    return file;
  }

  /** Where the file of a new model belongs. */
  pathFor(name: string, part = ''): string {
    if (!isValidName(name)) throw NativeError.badRequest('invalid model name');
    return join(this.root, ...`${pathOfName(name)}${part}${EXTENSION}`.split('/'));
  }

  /** The same files under another name too; the disk keeps them once where it can. */
  async copy(source: ModelFile, destination: string): Promise<void> {
    const existing = await this.find(destination);
    if (existing?.path === source.path) return;
    if (existing) await this.remove(existing);
    for (const path of source.paths) {
      const target = this.pathFor(destination, /-\d{5}-of-\d{5}(?=\.gguf$)/i.exec(path)?.[0]);
      await mkdir(dirname(target), { recursive: true });
      await link(path, target).catch(() => copyFile(path, target));
    }
  }

  async remove(model: ModelFile): Promise<void> {
    await Promise.all(model.paths.map((path) => rm(path, { force: true })));
  }

  private async paths(): Promise<string[]> {
    try {
      const entries = await readdir(this.root, { recursive: true, withFileTypes: true });
      return entries
        .filter(({ name }) => name.toLowerCase().endsWith(EXTENSION) && !name.startsWith('.') && !PROJECTOR.test(name))
        .map(({ parentPath, name }) => join(parentPath, name))
        .filter(
          (path) =>
            !relative(this.root, path)
              .split(sep)
              .some((folder) => folder.startsWith('.')),
        )
        .toSorted();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  private async describe(path: string) {
    // A link to a file is a file; a file may be gone by now.
    const facts = await stat(path).catch(() => undefined);
    if (!facts?.isFile()) return undefined;
    const stem = relative(this.root, path).slice(0, -EXTENSION.length).split(sep).join('/');
    return { stem, path, size: facts.size, modifiedAt: facts.mtime };
  }
}

/** `tuned` before `tuned2`, whose letters come before the colon of the other's tag. */
function byName(a: ModelFile, b: ModelFile): number {
  return a.name.replaceAll(':', '/') < b.name.replaceAll(':', '/') ? -1 : 1;
}
