import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { decode } from 'fast-png';
import { firstValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { gif, rgba } from '../../../../../test/support/files/gif.js';
import { chinesePdf, DRAWING, pdf, showText } from '../../../../../test/support/files/pdf.js';
import { type IsolationLimits, runIsolated } from './run-isolated.js';

// It takes seconds to read.
const LONG_PDF = pdf(Buffer.from(showText('a').repeat(1_000_000)));
const LIMITS: IsolationLimits = { timeMs: 10_000, memoryBytes: 256 * 1024 ** 2 };

function run(worker: string, input: Uint8Array, limits: Partial<IsolationLimits> = {}): Promise<string> {
  return firstValueFrom(
    runIsolated(new URL(`./${worker}.worker.ts`, import.meta.url), input, { ...LIMITS, ...limits }),
  );
}

const failure = (problem: string, reason: string) => expect.objectContaining({ problem, reason });

describe('the text of a PDF', () => {
  it('is that of all its pages, in order', async () => {
    await expect(run('pdf-text', pdf('Hello', 'na\xefve \\(really\\)', 'world'))).resolves.toBe(
      'Hello\n\nnaïve (really)\n\nworld',
    );
  });

  it('is read with the character maps of fonts that are not embedded', async () => {
    await expect(run('pdf-text', chinesePdf())).resolves.toBe('你好');
  });

  it('keeps the hyphens and breaks of its lines', async () => {
    const content = Buffer.from('BT /F1 12 Tf 14 TL 72 720 Td (well-) Tj T* (known) Tj T* (end) Tj ET');
    await expect(run('pdf-text', pdf(content))).resolves.toBe('well-known\nend');
  });

  it('tells of pages that have none', async () => {
    await expect(run('pdf-text', pdf('Hello', DRAWING, ''))).resolves.toBe('Hello\n\n[Page 2 has no text.]\n\n');
  });

  it.each([
    ['a drawing', pdf(DRAWING), 'the PDF has no text; what is on images is not read'],
    ['no text', pdf('', ''), 'the PDF has no text; what is on images is not read'],
    ['no pages', pdf(), 'the PDF has no text; what is on images is not read'],
    ['junk', Buffer.from('%PDF-1.7 junk'), 'the PDF is damaged'],
    ['half of one', pdf('Hello').subarray(0, 300), 'the PDF is damaged'],
    ['an empty one', Buffer.from('%PDF-'), 'the PDF is damaged'],
  ])('cannot be had of %s', async (_, bytes, reason) => {
    await expect(run('pdf-text', bytes)).rejects.toEqual(failure('unreadable', reason));
  });
});

describe('the png of a gif', () => {
  const FIRST = [0, 1, 2, 3, 2, 1];

  it.each([
    ['all its pixels', gif(3, 2, [FIRST]), rgba(FIRST)],
    ['transparent ones', gif(3, 2, [FIRST], 1), rgba(FIRST, 1)],
    ['those of the first frame', gif(3, 2, [FIRST, [3, 3, 3, 3, 3, 3]]), rgba(FIRST)],
  ])('has %s', async (_, bytes, pixels) => {
    const png = decode(Buffer.from(await run('gif-to-png', bytes), 'base64'));
    expect(png).toMatchObject({ width: 3, height: 2, channels: 4, depth: 8 });
    expect(Uint8Array.from(png.data)).toEqual(pixels);
  });

  it.each([
    ['junk', Buffer.from('GIF89a')],
    ['no frames', gif(1, 1, [])],
    ['half of one', gif(3, 2, [FIRST]).subarray(0, 40)],
  ])('cannot be had of %s', async (_, bytes) => {
    await expect(run('gif-to-png', bytes)).rejects.toEqual(failure('unreadable', 'the gif is damaged'));
  });

  it('is not made of more pixels than models see', async () => {
    const bytes = gif(1, 1, [[0]]);
    bytes.writeUInt16LE(65_535, 6);
    bytes.writeUInt16LE(65_535, 8);
    await expect(run('gif-to-png', bytes)).rejects.toEqual(
      failure('too-large', 'the gif has more than 16777216 pixels'),
    );
  });
});

describe('what a stranger made', () => {
  it('may take only so much memory', async () => {
    const content = Buffer.alloc(320 * 1024 ** 2, ' ');
    await expect(run('pdf-text', pdf(content), { timeMs: 60_000 })).rejects.toEqual(
      failure('unreadable', 'it takes too much memory to read'),
    );
  });

  it('may take only so much time', async () => {
    await expect(run('pdf-text', LONG_PDF, { timeMs: 300 })).rejects.toEqual(
      failure('unreadable', 'it could not be read within 0.3 s'),
    );
  });

  it('cannot end the service', async () => {
    await expect(run('no-such', Buffer.from('x'))).rejects.toEqual(failure('unreadable', 'it could not be read'));
  });

  it('is no longer read when nobody waits for it', async () => {
    const begun = once(process, 'worker') as Promise<[Worker]>;
    const script = new URL('./pdf-text.worker.ts', import.meta.url);
    const reading = runIsolated(script, LONG_PDF, LIMITS).subscribe();
    const [worker] = await begun;
    await once(worker, 'online');
    const ended = once(worker, 'exit');
    reading.unsubscribe();
    // A thread that comes to its end by itself says 0.
    await expect(ended).resolves.toEqual([1]);
  });
});
