import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An absolute path as it is, a relative one below the project's root: the same from the sources and from `dist`. */
export function projectPath(path: string): string {
  return resolve(projectRoot, path);
}

const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(directory: string): string {
  if (existsSync(join(directory, 'nest-cli.json'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error('The project root was not found: nest-cli.json is missing.');
  return findRoot(parent);
}
