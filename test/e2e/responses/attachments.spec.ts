import { describe, expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_FETCH_IMAGES: 'false' });

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const GIF = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

function ask(...content: object[]): Promise<Response> {
  return gateway.post('/v1/responses', { model: 'demo', input: [{ role: 'user', content }] });
}

describe('parts of a message', () => {
  it('that are an image, a gif or a file reach the model', async () => {
    const response = await ask(
      { type: 'input_text', text: 'What is this?' },
      { type: 'input_image', image_url: `data:image/png;base64,${PNG}`, detail: 'low' },
      { type: 'input_image', image_url: `data:image/gif;base64,${GIF}` },
      {
        type: 'input_file',
        filename: 'note.txt',
        file_data: `data:text/plain;base64,${Buffer.from('A dot.').toString('base64')}`,
      },
    );
    expect(response.status).toBe(200);
    expect(ollama.requests[0]?.body).toMatchObject({
      messages: [
        {
          role: 'user',
          content: 'What is this?\nnote.txt:\nA dot.',
          images: [PNG, expect.stringMatching(/^iVBORw0KGgo/)],
        },
      ],
    });
  });

  it.each([
    [
      'an image by URL where none is fetched',
      { type: 'input_image', image_url: 'https://example.com/a.png' },
      'image_url',
    ],
    ['a file by URL where none is fetched', { type: 'input_file', file_url: 'https://example.com/a.pdf' }, 'file_url'],
    ['a file that is none', { type: 'input_file', file_data: 'data:application/pdf;base64,AAAA' }, 'file_data'],
    ['an image that is none', { type: 'input_image', image_url: 'data:image/png;base64,AAAA' }, 'image_url'],
  ])('are refused by name: %s', async (_name, part, field) => {
    const response = await ask({ type: 'input_text', text: 'x' }, part);
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { type: 'invalid_request_error', param: `input[0].content[1].${field}` } },
    ]);
    expect(ollama.requests).toEqual([]);
  });
});
