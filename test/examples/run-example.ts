import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const PUBLISHED_ORIGIN = 'http://127.0.0.1:8080';

/**
 * Runs an example as it stands in `examples/`, but against a gateway at another address.
 * @param command reads the example from its standard input
 * @returns what the example prints
 */
export async function runExample(path: string, [program, ...args]: [string, ...string[]], origin: string) {
  const example = await readFile(`${PROJECT}/examples/${path}`, 'utf8');
  if (!example.includes(PUBLISHED_ORIGIN)) throw new Error(`${path} does not ask ${PUBLISHED_ORIGIN}.`);

  const child = spawn(program, args, { cwd: PROJECT });
  child.stdin.end(example.replaceAll(PUBLISHED_ORIGIN, origin));
  const [output, complaints, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve)),
  ]);
  if (status !== 0) throw new Error(`${path} ended with ${status}: ${complaints}`);
  return output;
}
