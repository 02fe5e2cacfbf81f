import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { gif, rgba } from '../../support/files/gif.js';
import { chinesePdf, DRAWING, pdf, showText } from '../../support/files/pdf.js';
import { asking, file, gatewayAndImageHost, imagePart, refused, refusedFile, refusedImage } from './image-host.js';

const { gateway, ollama, host, origin, outcomeOf } = await gatewayAndImageHost();

const filePart = (fields: object) => ({ type: 'file', file: fields });
const dataUrl = (mediaType: string, bytes: Buffer) => `data:${mediaType};base64,${bytes.toString('base64')}`;

const PDF = filePart({ filename: 'a.pdf', file_data: dataUrl('application/pdf', pdf('Hello', 'world')) });
const FRAME = [0, 1, 2, 3];

/** The messages of a request with one user message of this content. */
const content = (text: string) => [{ role: 'user', content: text }];

describe('a file', () => {
  it.each([
    ['UTF-8', dataUrl('text/plain', Buffer.from('naïve 你好')), 'naïve 你好'],
    ['Latin-1', dataUrl('text/plain', Buffer.from('naïve', 'latin1')), 'naïve'],
    ['a declared charset', dataUrl('text/csv;charset=iso-8859-1', Buffer.from('Ã¯', 'latin1')), 'Ã¯'],
    ['base64 without a data URL', Buffer.from('# Title').toString('base64'), '# Title'],
    ['a type that nobody knows', dataUrl('application/x-yaml', Buffer.from('a: 1')), 'a: 1'],
  ])('of text is read: %s', async (_, data, text) => {
    expect(await outcomeOf(filePart({ file_data: data, filename: 'notes.md' }))).toEqual(content(`notes.md:\n${text}`));
  });

  it('that is a PDF is read', async () => {
    expect(await outcomeOf(PDF)).toEqual(content('a.pdf:\nHello\n\nworld'));
  });

  it('that is a PDF is read whatever it is declared as', async () => {
    const data = dataUrl('text/plain', chinesePdf());
    expect(await outcomeOf(filePart({ file_data: data }))).toEqual(content('你好'));
  });

  it('stands where it was put, among texts, images and other files', async () => {
    const notes = filePart({ filename: 'b.txt', file_data: Buffer.from('Notes').toString('base64') });
    const png = 'iVBORw0KGgo=';
    expect(
      await outcomeOf(
        { type: 'text', text: 'First' },
        PDF,
        imagePart(`data:image/png;base64,${png}`),
        { type: 'text', text: 'then' },
        notes,
        { type: 'text', text: 'last' },
      ),
    ).toEqual([{ role: 'user', content: 'First\na.pdf:\nHello\n\nworld\nthen\nb.txt:\nNotes\nlast', images: [png] }]);
  });

  it('is read before a streamed answer begins', async () => {
    const response = await gateway.post('/v1/chat/completions', { ...asking(PDF), stream: true });
    expect(await response.text()).toMatch(/^data: \{.*data: \[DONE\]\n\n$/s);
    expect(ollama.requests[0]?.body).toMatchObject({ messages: content('a.pdf:\nHello\n\nworld') });
  });

  it.each([
    [
      'a scan',
      dataUrl('application/pdf', pdf(DRAWING)),
      'file_parse_error',
      'the PDF has no text; what is on images is not read',
    ],
    ['half of a PDF', dataUrl('', pdf('Hello').subarray(0, 300)), 'file_parse_error', 'the PDF is damaged'],
    [
      'no PDF, though it says so',
      dataUrl('application/pdf', Buffer.from('Hello')),
      'file_parse_error',
      'the PDF is damaged',
    ],
    [
      'an Office document',
      dataUrl(
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        Buffer.from('PK\x03\x04\x14\0'),
      ),
      'unsupported_file_type',
      'it is an Office document or a zip archive; text and PDF files are supported',
    ],
    [
      'an image',
      dataUrl('image/gif', gif(2, 2, [FRAME])),
      'unsupported_file_type',
      'it is a gif image, to be sent as an image; text and PDF files are supported',
    ],
    [
      'a program',
      dataUrl('', Buffer.from('\x7fELF\x02\x01\x01\0')),
      'unsupported_file_type',
      'it is no text; text and PDF files are supported',
    ],
    ['nothing', 'data:text/plain;base64,', 'empty_file', 'there is no data'],
    ['no base64', 'data:text/plain,Hello', 'invalid_base64_file', 'the data is not base64'],
  ])('is refused by name: %s', async (_, data, code, reason) => {
    expect(await outcomeOf(filePart({ file_data: data }))).toEqual(refusedFile(code, reason));
  });

  it('that is stored is refused', async () => {
    expect(await outcomeOf(filePart({ file_id: 'file-1' }))).toEqual(
      refused(
        "'file_id' is not supported: no files are stored. Send 'file_data'.",
        'messages[0].content[0].file.file_id',
        'unsupported_parameter',
      ),
    );
  });
});

describe('a hostile PDF', async () => {
  const hurried = await gatewayAndImageHost({ GATEWAY_ATTACHMENT_TIMEOUT: '200ms' });

  it('is given up, and meanwhile the service answers', async () => {
    const bomb = dataUrl('application/pdf', pdf(Buffer.alloc(320 * 1024 ** 2, ' ')));
    const outcome = outcomeOf(filePart({ file_data: bomb }));
    await expect(gateway.fetch('/health/live').then(({ status }) => status)).resolves.toBe(200);
    expect(await outcome).toEqual(refusedFile('file_parse_error', 'it takes too much memory to read'));
    await expect(gateway.fetch('/health/live').then(({ status }) => status)).resolves.toBe(200);
  });

  it('is given up when it takes too long', async () => {
    const long = dataUrl('application/pdf', pdf(Buffer.from(showText('a').repeat(1_000_000))));
    expect(await hurried.outcomeOf(filePart({ file_data: long }))).toEqual(
      refusedFile('file_parse_error', 'it could not be read within 0.2 s'),
    );
  });
});

describe('a gif', () => {
  const bytes = gif(2, 2, [FRAME, [3, 3, 3, 3]]);

  async function pixelsOf(part: object) {
    const [message] = (await outcomeOf(part)) as { images: string[] }[];
    const { width, height, data } = decode(Buffer.from(message?.images[0] ?? '', 'base64'));
    return { width, height, pixels: Uint8Array.from(data) };
  }

  it.each(['image/gif', 'image/png'])('becomes a png of its first frame, declared as %s', async (mediaType) => {
    expect(await pixelsOf(imagePart(dataUrl(mediaType, bytes)))).toEqual({ width: 2, height: 2, pixels: rgba(FRAME) });
  });

  it('becomes a png when it was fetched', async () => {
    host.answers('GET /a.gif', file(bytes, 'image/gif'));
    expect(await pixelsOf(imagePart(`${origin}/a.gif`))).toEqual({ width: 2, height: 2, pixels: rgba(FRAME) });
  });

  it('that is damaged is refused', async () => {
    expect(await outcomeOf(imagePart(dataUrl('image/gif', bytes.subarray(0, 40))))).toEqual(
      refusedImage('image_parse_error', 'the gif is damaged'),
    );
  });
});
