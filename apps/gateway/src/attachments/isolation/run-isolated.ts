import { Worker } from 'node:worker_threads';
import { Observable } from 'rxjs';
import { AttachmentFailure } from '../attachment-failure.js';
import type { IsolatedAnswer } from './isolated-answer.js';

export interface IsolationLimits {
  timeMs: number;
  /** Beside the input. */
  memoryBytes: number;
}

const MEBIBYTE = 1024 ** 2;
const MEMORY_CHECK_MS = 50;

/**
 * Has a worker thread read what a stranger made, so that it can neither stall nor crash the service: a thread that takes
 * too long or too much memory is ended.
 *
 * @param script a module that reads `workerData` and posts one IsolatedAnswer
 * @returns a cold Observable of the content, which fails with an AttachmentFailure; unsubscribing ends the thread
 */
export function runIsolated(script: URL, input: Uint8Array, limits: IsolationLimits): Observable<string> {
  return new Observable((subscriber) => {
    const worker = new Worker(script, {
      workerData: input,
      env: {},
      execArgv: [],
      // Libraries print their warnings; nobody is to read them.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(limits.memoryBytes / MEBIBYTE) },
    });
    worker.stdout.resume();
    worker.stderr.resume();

    const fail = (reason: string) => subscriber.error(new AttachmentFailure('unreadable', reason));
    const deadline = setTimeout(() => fail(`it could not be read within ${limits.timeMs / 1000} s`), limits.timeMs);
    // The limits of a thread leave out what is not on its heap, as unpacked streams are.
    const watch = setInterval(() => void checkMemory(), MEMORY_CHECK_MS);
    const checkMemory = async () => {
      // A thread that has ended cannot tell, and its end is told elsewhere.
      const memory = await worker.getHeapStatistics().catch(() => undefined);
      if (memory && memory.external_memory > limits.memoryBytes + 2 * input.byteLength) {
        fail('it takes too much memory to read');
      }
    };

    worker.once('message', (answer: IsolatedAnswer) => {
      if ('content' in answer) {
        subscriber.next(answer.content);
        subscriber.complete();
      } else subscriber.error(new AttachmentFailure(answer.problem, answer.reason));
    });
    worker.once('error', () => fail('it could not be read'));
    worker.once('exit', () => fail('it could not be read'));
    return () => {
      clearTimeout(deadline);
      clearInterval(watch);
      void worker.terminate();
    };
  });
}
