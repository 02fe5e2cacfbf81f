import { describe, expect, it } from 'vitest';
import { explainMissingSense } from './missing-sense.js';

const refusal = (message: string) => ({ kind: 'status', status: 400, message }) as const;
const BLIND = refusal('demo does not support vision');
const DEAF = refusal('demo does not support audio');

const TEXT = { type: 'text', text: 'Hello' };
const IMAGE = { type: 'image_url', image_url: { url: 'data:' } };
const AUDIO = { type: 'input_audio', input_audio: { data: '', format: 'wav' } };
const user = (...content: object[]) => ({ role: 'user', content });

describe('explainMissingSense', () => {
  it.each([
    ['an image', BLIND, [user(TEXT), user(TEXT, IMAGE, IMAGE)], 'images', 'messages[1].content[1]'],
    ['audio, which Ollama takes for an image', BLIND, [user(AUDIO)], 'audio', 'messages[0].content[0]'],
    ['the image, where there is audio too', BLIND, [user(AUDIO, IMAGE)], 'images', 'messages[0].content[1]'],
    ['the audio, where there is an image too', DEAF, [user(IMAGE, AUDIO)], 'audio', 'messages[0].content[1]'],
  ])('names %s', (_what, failure, messages, sense, param) => {
    expect(() => explainMissingSense(failure, 'messages', messages)).toThrow(
      expect.objectContaining({
        status: 400,
        message: `This model does not understand ${sense}.`,
        param,
        code: 'unsupported_parameter',
      }),
    );
  });

  it('names an image that a tool has returned', () => {
    const input = [{ type: 'function_call_output', output: [{ type: 'input_image', image_url: 'data:' }] }];
    expect(() => explainMissingSense(BLIND, 'input', input)).toThrow(
      expect.objectContaining({ param: 'input[0].output[0]' }),
    );
  });

  it('says nothing of anything else', () => {
    const others = [
      [refusal('demo does not support tools'), [user(IMAGE)]],
      [{ kind: 'incomplete' }, [user(IMAGE)]],
      [DEAF, [user(IMAGE)]],
      [BLIND, [user(TEXT), { role: 'user', content: 'Hello' }]],
      [BLIND, 'Hello'],
    ] as const;
    for (const [failure, turns] of others) expect(explainMissingSense(failure, 'input', turns)).toBeUndefined();
  });
});
