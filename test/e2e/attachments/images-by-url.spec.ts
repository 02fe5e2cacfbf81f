import { describe, expect, it } from 'vitest';
import {
  closedOrigin,
  garbage,
  hangUpInMidStream,
  html,
  pieces,
  resetAfterHeaders,
  resetBeforeHeaders,
} from '../../support/fake-ollama/index.js';
import { asking, file, gatewayAndImageHost, imagePart, PNG, redirect, refused, refusedImage } from './image-host.js';

const { gateway, ollama, host, internet, origin, outcomeOf } = await gatewayAndImageHost({
  GATEWAY_IMAGE_LIMIT: '64KiB',
  GATEWAY_BODY_LIMIT: '128KiB',
  GATEWAY_MAX_ATTACHMENTS: '8',
});

const sent = (...images: Buffer[]) => [
  { role: 'user', content: '', images: images.map((image) => image.toString('base64')) },
];

describe('an image by URL', () => {
  it('is fetched, and sent to Ollama as data', async () => {
    host.answers('GET /a.png', file(PNG));
    expect(await outcomeOf(imagePart(`${origin}/a.png?size=1`))).toEqual(sent(PNG));
    const [request] = host.requests;
    expect(request?.url).toBe('/a.png?size=1');
    expect(request?.headers).toEqual({
      host: `images.example:${host.port}`,
      connection: 'keep-alive',
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': expect.stringMatching(/^ollama-gateway\/\d/) as string,
    });
  });

  it('is what its bytes are, and not what it is declared as', async () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
    host.answers('GET /a', file(jpeg, 'text/html'));
    expect(await outcomeOf(imagePart(`${origin}/a`))).toEqual(sent(jpeg));
  });

  it('comes in pieces as well as in one', async () => {
    host.answers('GET /a', pieces([PNG.subarray(0, 5), PNG.subarray(5, 20), PNG.subarray(20)]));
    expect(await outcomeOf(imagePart(`${origin}/a`))).toEqual(sent(PNG));
  });

  it('is fetched beside others, and all keep their order', async () => {
    const images = [1, 2, 3].map((number) => Buffer.concat([PNG, Buffer.from([number])]));
    let waiting: (() => void)[] = [];
    for (const [index, image] of images.entries()) {
      host.answers(`GET /${index}`, (request, response) => {
        waiting.push(() => void file(image)(request, response));
        // None is answered before all are asked for; the last one is answered first.
        if (waiting.length < images.length) return;
        for (const answer of waiting.toReversed()) answer();
        waiting = [];
      });
    }
    const parts = images.map((_, index) => imagePart(`${origin}/${index}`));
    expect(await outcomeOf({ type: 'text', text: 'Compare.' }, ...parts)).toEqual([
      { role: 'user', content: 'Compare.', images: images.map((image) => image.toString('base64')) },
    ]);
  });

  it('is there before a streamed answer begins', async () => {
    host.answers('GET /a.png', file(PNG));
    const response = await gateway.post('/v1/chat/completions', {
      ...asking(imagePart(`${origin}/a.png`)),
      stream: true,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toMatch(/^data: \{.*data: \[DONE\]\n\n$/s);
    expect(ollama.requests[0]?.body).toMatchObject({ messages: sent(PNG), stream: true });
  });

  it('is fetched once, and every choice sees it', async () => {
    host.answers('GET /a.png', file(PNG));
    await gateway.post('/v1/chat/completions', { ...asking(imagePart(`${origin}/a.png`)), n: 2 });
    expect(host.requests).toHaveLength(1);
    expect(ollama.requests.map(({ body }) => (body as { messages: unknown }).messages)).toEqual([sent(PNG), sent(PNG)]);
  });

  it('that is missing is an error with a status, also of a streamed answer', async () => {
    host.answers('GET /a.png', html(404));
    const response = await gateway.post('/v1/chat/completions', {
      ...asking(imagePart(`${origin}/a.png`)),
      stream: true,
    });
    expect({ status: response.status, ...((await response.json()) as object) }).toEqual(
      refusedImage('failed_to_download_image', 'its host answered with status 404'),
    );
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with status %i is followed', async (status) => {
    host.answers('GET /a/b', redirect('../c.png', status));
    host.answers('GET /c.png', file(PNG));
    expect(await outcomeOf(imagePart(`${origin}/a/b`))).toEqual(sent(PNG));
  });

  it('is followed three times, each name being resolved', async () => {
    host.answers('GET /1', redirect(`http://b.example:${host.port}/2`));
    host.answers('GET /2', redirect(`http://c.example:${host.port}/3`));
    host.answers('GET /3', redirect('/4'));
    host.answers('GET /4', file(PNG));
    expect(await outcomeOf(imagePart(`${origin}/1`))).toEqual(sent(PNG));
    expect([...new Set(internet.resolved)]).toEqual(['images.example', 'b.example', 'c.example']);
  });

  it('is not followed for ever', async () => {
    host.answers('GET /a', redirect('/a'));
    expect(await outcomeOf(imagePart(`${origin}/a`))).toEqual(
      refusedImage('failed_to_download_image', 'its host redirects more than 3 times'),
    );
    expect(host.requests).toHaveLength(4);
  });

  it.each([
    ['127.0.0.2', 'its host is unknown or not on the public internet'],
    ['[::1]', 'its host is unknown or not on the public internet'],
    ['[::ffff:127.0.0.2]', 'its host is unknown or not on the public internet'],
    ['inside.example', 'its host is unknown or not on the public internet'],
    ['user:secret@images.example', 'a URL with credentials is not fetched'],
  ])('is not followed to %s', async (target, reason) => {
    internet.name('inside.example', ['127.0.0.2']);
    host.answers('GET /a', redirect(`http://${target}:${host.port}/secret`));
    expect(await outcomeOf(imagePart(`${origin}/a`))).toEqual(refusedImage('invalid_image_url', reason));
    expect(host.requests.map(({ path }) => path)).toEqual(['/a']);
  });

  it.each([
    ['file:///etc/passwd', 'only http and https URLs are fetched'],
    ['http://images.example:22/', 'only the ports 80 and 443 are fetched from'],
    ['http://', 'it is not a valid URL'],
  ])('is not followed to %s', async (location, reason) => {
    host.answers('GET /a', redirect(location));
    expect(await outcomeOf(imagePart(`${origin}/a`))).toEqual(refusedImage('invalid_image_url', reason));
  });
});

describe('a host that is not public', () => {
  const NOT_PUBLIC = refusedImage('invalid_image_url', 'its host is unknown or not on the public internet');

  it.each([
    '127.0.0.2',
    '2130706434',
    '0x7f.0.0.2',
    '0177.0.0.2',
    '0.0.0.0',
    '[::]',
    '[::1]',
    '[::ffff:127.0.0.2]',
    '[::127.0.0.2]',
    '[64:ff9b::127.0.0.2]',
    '[2002:7f00:2::1]',
  ])('is not asked as %s', async (address) => {
    expect(await outcomeOf(imagePart(`http://${address}:${host.port}/a.png`))).toEqual(NOT_PUBLIC);
    expect(internet.resolved).toEqual([]);
    expect(host.requests).toEqual([]);
  });

  it.each([
    [['127.0.0.2']],
    [['::1']],
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['fd00:ec2::254']],
    [['127.0.0.1', '127.0.0.2']],
    [['127.0.0.2', '127.0.0.1']],
    [['127.0.0.1', '::1']],
    [[]],
  ])('is not asked by a name that resolves to %j', async (addresses) => {
    internet.name('images.example', addresses);
    expect(await outcomeOf(imagePart(`${origin}/a.png`))).toEqual(NOT_PUBLIC);
    expect(host.requests).toEqual([]);
  });

  it('is not asked when a name that was public changes its mind', async () => {
    internet.name('images.example', ['127.0.0.1'], ['127.0.0.2']);
    host.answers('GET /a.png', file(PNG));
    // The address that was checked is the one that is connected to.
    expect(await outcomeOf(imagePart(`${origin}/a.png`))).toEqual(sent(PNG));
    expect(internet.resolved).toEqual(['images.example']);
    // What comes later is checked again.
    ollama.reset();
    expect(await outcomeOf(imagePart(`${origin}/a.png`))).toEqual(NOT_PUBLIC);
  });

  it('is not told from one that is not there', async () => {
    internet.name('inside.example', ['127.0.0.2']);
    internet.name('nowhere.example', []);
    const inside = await outcomeOf(imagePart(`http://inside.example:${host.port}/`));
    const nowhere = await outcomeOf(imagePart(`http://nowhere.example:${host.port}/`));
    expect(inside).toEqual(nowhere);
  });
});

describe('a URL that is not fetched', () => {
  it.each([
    ['http://user:secret@images.example/a.png', 'a URL with credentials is not fetched'],
    ['http://images.example:11434/api/tags', 'only the ports 80 and 443 are fetched from'],
    ['http://[::1', 'it is not a valid URL'],
    ['https://', 'it is not a valid URL'],
  ])('%s', async (url, reason) => {
    expect(await outcomeOf(imagePart(url))).toEqual(refusedImage('invalid_image_url', reason));
  });

  it('ftp://images.example/a.png', async () => {
    expect(await outcomeOf(imagePart('ftp://images.example/a.png'))).toEqual(
      refusedImage(
        'invalid_image_url',
        'expected an http(s) URL or a data URL with base64 data (data:image/png;base64,…)',
      ),
    );
  });
});

describe('a host that does not do its part', () => {
  const NOT_FETCHED = refusedImage('failed_to_download_image', 'it could not be fetched');

  it.each([
    ['resets', resetBeforeHeaders(), NOT_FETCHED],
    ['resets after the headers', resetAfterHeaders(), NOT_FETCHED],
    ['hangs up in the middle', hangUpInMidStream([PNG.subarray(0, 10)]), NOT_FETCHED],
    ['talks nonsense', garbage(), NOT_FETCHED],
    [
      'redirects nowhere',
      pieces([''], { status: 302 }),
      refusedImage('failed_to_download_image', 'its host answered with status 302'),
    ],
    ['has an error', html(500), refusedImage('failed_to_download_image', 'its host answered with status 500')],
    [
      'has no content',
      pieces([], { status: 204 }),
      refusedImage('failed_to_download_image', 'its host answered with status 204'),
    ],
    [
      'has a part only',
      pieces([PNG], { status: 206 }),
      refusedImage('failed_to_download_image', 'its host answered with status 206'),
    ],
    ['sends nothing', file(Buffer.alloc(0)), refusedImage('empty_image_file', 'there is no data')],
    [
      'sends a page',
      html(),
      refusedImage(
        'unsupported_image_media_type',
        'its data is of no known image format; png, jpeg, webp and gif are supported',
      ),
    ],
    [
      'sends a bmp',
      file(Buffer.from('BM6\0\0\0'), 'image/png'),
      refusedImage('unsupported_image_media_type', 'it is of the format bmp; png, jpeg, webp and gif are supported'),
    ],
  ])('%s', async (_, answer, expected) => {
    host.answers('GET /a.png', answer);
    expect(await outcomeOf(imagePart(`${origin}/a.png`))).toEqual(expected);
  });

  it('is not there', async () => {
    const { port } = new URL(await closedOrigin());
    internet.open(Number(port));
    expect(await outcomeOf(imagePart(`http://images.example:${port}/a.png`))).toEqual(NOT_FETCHED);
  });
});

describe('what is too much', () => {
  const TOO_LARGE = refusedImage('image_file_too_large', 'it is larger than 65536 bytes');

  it('is an image that says that it is too large', async () => {
    host.answers('GET /a.png', (_request, response) => {
      response.writeHead(200, { 'content-length': 65_537 });
      response.write(PNG);
    });
    expect(await outcomeOf(imagePart(`${origin}/a.png`))).toEqual(TOO_LARGE);
    await expect((await host.received()).aborted).resolves.toBeUndefined();
  });

  it('is an image that does not say so, and it is not read to its end', async () => {
    host.answers('GET /a.png', async (_request, response) => {
      response.writeHead(200);
      response.write(PNG);
      while (!response.destroyed) {
        response.write(Buffer.alloc(16_384));
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    expect(await outcomeOf(imagePart(`${origin}/a.png`))).toEqual(TOO_LARGE);
    await expect((await host.received()).aborted).resolves.toBeUndefined();
  });

  it('are images that are too large together', async () => {
    host.answers('GET /a.png', file(Buffer.concat([PNG, Buffer.alloc(50_000)])));
    const image = imagePart(`${origin}/a.png`);
    await expect(outcomeOf(image, image)).resolves.toHaveLength(1);
    ollama.reset();
    await expect(outcomeOf(image, image, image)).resolves.toMatchObject({
      status: 400,
      error: {
        code: 'image_file_too_large',
        message: expect.stringMatching(/what the request names by URL is too large together\.$/) as string,
      },
    });
  });

  it('are too many of them', async () => {
    host.answers('GET /a.png', file(PNG));
    const images = Array.from({ length: 9 }, () => imagePart(`${origin}/a.png`));
    await expect(outcomeOf(...images.slice(1))).resolves.toHaveLength(1);
    ollama.reset();
    host.reset();
    expect(await outcomeOf(...images)).toEqual(
      refused(
        'Too many attachments: at most 8 images by URL, gifs and files may be in a request.',
        'messages[0].content[8].image_url.url',
        'too_many_attachments',
      ),
    );
    expect(host.requests).toEqual([]);
  });
});
