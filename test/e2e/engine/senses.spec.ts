import { afterAll, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/gateway.js';
import { wav } from '../audio/recordings.js';

const gateway = await Gateway.start({ GATEWAY_UPSTREAM: 'engine' });
afterAll(() => gateway.close());

const PNG = 'data:image/png;base64,iVBORw0KGgo=';
const IMAGE = { type: 'image_url', image_url: { url: PNG } };
const AUDIO = { type: 'input_audio', input_audio: { data: wav().toString('base64'), format: 'wav' } };
const TEXT = { type: 'text', text: 'What is this?' };

async function errorOf(path: string, body: object): Promise<unknown> {
  const response = await gateway.post(path, { model: 'demo', ...body });
  return { status: response.status, ...((await response.json()) as object) };
}

function notUnderstood(sense: string, param: string) {
  const message = `This model does not understand ${sense}.`;
  return { status: 400, error: { message, type: 'invalid_request_error', param, code: 'unsupported_parameter' } };
}

describe('the embedded engine, which can neither see nor hear', () => {
  it.each([
    ['images', IMAGE],
    ['audio', AUDIO],
  ])('is not given %s in silence', async (sense, part) => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: [TEXT, part] },
    ];
    const refused = notUnderstood(sense, 'messages[1].content[1]');
    expect(await errorOf('/v1/chat/completions', { messages })).toEqual(refused);
    expect(await errorOf('/v1/chat/completions', { messages, stream: true })).toEqual(refused);
  });

  it.each(['/v1/responses', '/v1/responses/input_tokens'])('is not given images in silence by %s', async (path) => {
    const input = [{ role: 'user', content: [{ type: 'input_image', image_url: PNG }] }];
    expect(await errorOf(path, { input })).toEqual(notUnderstood('images', 'input[0].content[0]'));
  });
});
