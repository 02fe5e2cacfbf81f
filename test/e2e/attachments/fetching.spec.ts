import { describe, expect, it } from 'vitest';
import { silence, stall } from '../../support/fake-ollama/index.js';
import { asking, file, gatewayAndImageHost, imagePart, PNG, refused, refusedImage } from './image-host.js';

// Nothing that ends here ends by itself.
const { gateway, ollama, host, origin, outcomeOf } = await gatewayAndImageHost({ GATEWAY_ATTACHMENT_TIMEOUT: '1h' });

describe('a fetch', () => {
  it.each([{}, { stream: true }])('ends when the client goes (%j)', async (fields) => {
    host.answers('GET /a.png', silence());
    const leave = new AbortController();
    const response = gateway.post(
      '/v1/chat/completions',
      { ...asking(imagePart(`${origin}/a.png`)), ...fields },
      { signal: leave.signal },
    );
    const request = await host.received();
    leave.abort();
    await expect(response).rejects.toThrow('aborted');
    await request.aborted;
    expect(ollama.requests).toEqual([]);
  });

  it('ends when another one of the request has failed', async () => {
    host.answers('GET /never.png', silence());
    host.answers('GET /missing.png', async (_request, response) => {
      await host.received(2);
      response.writeHead(404).end();
    });
    const outcome = outcomeOf(imagePart(`${origin}/never.png`), imagePart(`${origin}/missing.png`));
    const [first, second] = [await host.received(1), await host.received(2)];
    await (first.path === '/never.png' ? first : second).aborted;
    expect(await outcome).toEqual(
      refusedImage(
        'failed_to_download_image',
        'its host answered with status 404',
        'messages[0].content[1].image_url.url',
      ),
    );
  });

  it('leaves no connection behind', async () => {
    host.answers('GET /a.png', file(PNG));
    await outcomeOf(imagePart(`${origin}/a.png`), imagePart(`${origin}/a.png`));
    await expect.poll(() => host.openConnections).toBe(0);
  });
});

describe('with fetching switched off', async () => {
  const closed = await gatewayAndImageHost({ GATEWAY_FETCH_IMAGES: 'false' });

  it('nothing is asked for', async () => {
    const enclosed = imagePart(`data:image/png;base64,${PNG.toString('base64')}`);
    expect(await closed.outcomeOf(enclosed, imagePart(`${closed.origin}/a.png`))).toEqual(
      refused(
        'Nothing is fetched by URL here: send a data URL with base64 data.',
        'messages[0].content[1].image_url.url',
        'unsupported_parameter',
      ),
    );
    expect(closed.internet.resolved).toEqual([]);
  });

  it('what is enclosed is taken', async () => {
    const enclosed = imagePart(`data:image/png;base64,${PNG.toString('base64')}`);
    expect(await closed.outcomeOf(enclosed)).toEqual([{ role: 'user', content: '', images: [PNG.toString('base64')] }]);
  });
});

describe('with few fetches at a time', async () => {
  const narrow = await gatewayAndImageHost({
    GATEWAY_MAX_FETCHES: '2',
    GATEWAY_MAX_QUEUE: '1',
    GATEWAY_QUEUE_TIMEOUT: '1h',
  });
  const image = imagePart(`${narrow.origin}/a.png`);
  const post = (...images: object[]) => narrow.gateway.post('/v1/chat/completions', asking(...images));

  it('others of all requests wait for their turn, and those that find no place are refused', async () => {
    const released = Promise.withResolvers<void>();
    narrow.host.answers('GET /a.png', async (...exchange) => {
      await released.promise;
      await file(PNG)(...exchange);
    });
    const first = post(image, image);
    await narrow.host.received(2);
    const others = [post(image), post(image)];
    // One that waits is all that may wait.
    const refusal = await Promise.race(others);
    expect([refusal.status, refusal.headers.get('retry-after'), await refusal.json()]).toEqual([
      503,
      '1',
      {
        error: {
          message: 'Too many requests wait for their turn: try again later.',
          type: 'server_error',
          param: null,
          code: 'overloaded',
        },
      },
    ]);
    expect(narrow.host.requests).toHaveLength(2);
    released.resolve();
    const statuses = (await Promise.all([first, ...others])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(narrow.host.requests).toHaveLength(3);
  });

  it('a client that goes gives its turn on', async () => {
    narrow.host.answers('GET /a.png', silence(), silence(), file(PNG));
    const leave = new AbortController();
    const leaving = narrow.gateway.post('/v1/chat/completions', asking(image, image), { signal: leave.signal });
    await narrow.host.received(2);
    const next = post(image);
    leave.abort();
    await expect(leaving).rejects.toThrow('aborted');
    expect((await next).status).toBe(200);
  });
});

describe('with little patience', async () => {
  const hurried = await gatewayAndImageHost({ GATEWAY_ATTACHMENT_TIMEOUT: '200ms' });

  it.each([
    ['is silent', silence()],
    ['stops in the middle', stall([PNG.subarray(0, 10)])],
  ])('a host that %s is left', async (_, answer) => {
    hurried.host.answers('GET /a.png', answer);
    expect(await hurried.outcomeOf(imagePart(`${hurried.origin}/a.png`))).toEqual(
      refusedImage('failed_to_download_image', 'it could not be fetched within 0.2 s'),
    );
    await (
      await hurried.host.received()
    ).aborted;
  });
});
