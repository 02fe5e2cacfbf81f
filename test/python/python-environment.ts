import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const VENV = '.venv';
const PYTHON = `${VENV}/bin/python`;

/**
 * Makes a virtual environment with what the Python examples require.
 * @returns its Python
 * @throws when the machine has no Python that can make one, saying what to install
 */
export async function pythonEnvironment(): Promise<string> {
  try {
    await run('python3', ['-m', 'venv', VENV]);
  } catch (cause) {
    throw new Error('The Python tests need Python 3 and its venv module: apt-get install python3 python3-venv', {
      cause,
    });
  }
  const requirements = ['-r', 'examples/python/requirements.txt', '-c', 'test/python/constraints.txt'];
  await run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements]);
  return PYTHON;
}
