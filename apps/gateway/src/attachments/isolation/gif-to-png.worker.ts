import { parentPort, workerData } from 'node:worker_threads';
import { encode } from 'fast-png';
import { GifReader } from 'omggif';
import type { IsolatedAnswer } from './isolated-answer.js';

// Four bytes each; models see much smaller images.
const MAX_PIXELS = 16 * 1024 ** 2;

parentPort?.postMessage(convert(workerData as Buffer));

/** The first frame as the base64 data of a png. */
function convert(bytes: Buffer): IsolatedAnswer {
  try {
    const gif = new GifReader(bytes);
    const { width, height } = gif;
    const frame = gif.frameInfo(0);
    if (Math.max(width * height, frame.width * frame.height) > MAX_PIXELS) {
      return { problem: 'too-large', reason: `the gif has more than ${MAX_PIXELS} pixels` };
    }
    const pixels = new Uint8Array(width * height * 4);
    gif.decodeAndBlitFrameRGBA(0, pixels);
    const png = encode({ width, height, data: pixels, channels: 4 });
    return { content: Buffer.from(png).toString('base64') };
  } catch {
    return { problem: 'unreadable', reason: 'the gif is damaged' };
  }
}
