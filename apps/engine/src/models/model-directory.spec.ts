import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelDirectory } from './model-directory.js';

describe('the directory of models', () => {
  let root: string;
  let directory: ModelDirectory;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'models-'));
    directory = new ModelDirectory({ modelsDirectory: root });
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  async function put(...paths: string[]): Promise<void> {
    for (const path of paths) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), path);
    }
  }

  it('names models after their files, folders and tags', async () => {
    await put(
      'demo.gguf',
      'qwen3:4b.gguf',
      'acme/Small-Q8_0.GGUF',
      'notes.txt',
      '.pull/x/half.gguf',
      'mmproj-demo.gguf',
    );

    expect((await directory.list()).map(({ name }) => name)).toEqual([
      'acme/Small-Q8_0:latest',
      'demo:latest',
      'qwen3:4b',
    ]);
  });

  it('takes the parts of a split file for one model', async () => {
    await put('big-00002-of-00002.gguf', 'big-00001-of-00002.gguf');
    const first = join(root, 'big-00001-of-00002.gguf');

    expect(await directory.list()).toEqual([
      {
        name: 'big:latest',
        path: first,
        paths: [first, join(root, 'big-00002-of-00002.gguf')],
        size: 2 * 'big-00001-of-00002.gguf'.length,
        modifiedAt: expect.any(Date) as Date,
      },
    ]);
  });

  it('finds a model by any name that means it', async () => {
    await put('demo.gguf', 'qwen3-4b.gguf');

    expect((await directory.find('DEMO:latest'))?.path).toBe(join(root, 'demo.gguf'));
    expect((await directory.find('qwen3:4b'))?.path).toBe(join(root, 'qwen3-4b.gguf'));
    expect(await directory.find('../demo')).toBeUndefined();
    await expect(directory.get('nope')).rejects.toMatchObject({ status: 404, message: "model 'nope' not found" });
  });

  it('has no models where there is no directory', async () => {
    await rm(root, { recursive: true });

    expect(await directory.list()).toEqual([]);
  });

  it('lists files that are links, and not those that lead nowhere', async () => {
    await put('demo.gguf');
    await symlink(join(root, 'demo.gguf'), join(root, 'linked.gguf'));
    await symlink(join(root, 'gone.gguf'), join(root, 'broken.gguf'));

    expect((await directory.list()).map(({ name }) => name)).toEqual(['demo:latest', 'linked:latest']);
  });

  it('copies all parts of a model, over what had the name, and removes them', async () => {
    await put('big-00001-of-00002.gguf', 'big-00002-of-00002.gguf', 'copy.gguf');
    await directory.copy(await directory.get('big'), 'copy');
    expect((await readdir(root)).toSorted()).toEqual([
      'big-00001-of-00002.gguf',
      'big-00002-of-00002.gguf',
      'copy-00001-of-00002.gguf',
      'copy-00002-of-00002.gguf',
    ]);

    await directory.remove(await directory.get('big'));
    expect((await directory.list()).map(({ name }) => name)).toEqual(['copy:latest']);
  });

  it('leaves a model alone that is copied to itself', async () => {
    await put('demo.gguf');
    await directory.copy(await directory.get('demo'), 'demo:latest');

    expect(await readdir(root)).toEqual(['demo.gguf']);
  });

  it('stores nothing outside', async () => {
    await put('demo.gguf');

    await expect(directory.copy(await directory.get('demo'), '../x')).rejects.toMatchObject({
      status: 400,
      message: 'invalid model name',
    });
  });
});
