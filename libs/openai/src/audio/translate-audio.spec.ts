import { describe, expect, it } from 'vitest';
import type { ModelProfile } from '../models/model-profile.js';
import { type AudioSettings, translateTranscription, translateTranslation } from './translate-audio.js';

const FILE = new TextEncoder().encode('fLaC and the rest');

function settings(profile: Partial<ModelProfile> = {}, mode: AudioSettings['unknownFields'] = 'warn'): AudioSettings {
  return { findProfile: (model) => ({ nativeModel: model, ...profile }), unknownFields: mode };
}

describe('a form', () => {
  it('is read as what its fields are', () => {
    const form = {
      file: FILE,
      model: 'demo',
      temperature: '1e-1',
      stream: 'true',
      languages: 'de',
      keywords: ['a', 'b'],
    };
    const { nativeRequests, stream, model, ignoredFields } = translateTranscription(form, settings());
    expect({ stream, model, ignoredFields }).toEqual({ stream: true, model: 'demo', ignoredFields: [] });
    expect(nativeRequests).toMatchObject([{ stream: true, options: { temperature: 0.1 } }]);
    expect(nativeRequests[0]?.messages[0]?.content).toMatch(
      /\nLanguages that may be spoken: German\.\nWords that may occur: a, b\.$/,
    );
  });

  it('is asked of the model that is configured, in the way that is', () => {
    const profile: ModelProfile = {
      nativeModel: 'gemma3n:e4b',
      options: { num_ctx: 8192, temperature: 0 },
      keepAlive: '1h',
      system: 'You are a pirate.',
      maxOutputTokens: 500,
      truncation: 'auto',
    };
    const form = { file: FILE, model: 'whisper-1', temperature: '0.5' };
    const { nativeRequests, model } = translateTranslation(form, settings(profile));
    expect(model).toBe('whisper-1');
    expect(nativeRequests).toEqual([
      {
        model: 'gemma3n:e4b',
        messages: [
          { role: 'system', content: expect.stringMatching(/^Write down in English/) as string },
          {
            role: 'user',
            content: 'Translate this recording into English.',
            images: [Buffer.from(FILE).toString('base64')],
          },
        ],
        stream: false,
        options: { num_ctx: 8192, temperature: 0.5, num_predict: 500 },
        keep_alive: '1h',
      },
    ]);
  });

  it('may have fields that the API does not know, where they are let through', () => {
    const form = { file: FILE, model: 'demo', vad: '1', stream: 'true' };
    expect(translateTranslation(form, settings()).ignoredFields).toEqual(['vad', 'stream']);
    expect(translateTranslation(form, settings({}, 'ignore')).ignoredFields).toEqual([]);
    expect(() => translateTranslation(form, settings({}, 'reject'))).toThrow(
      expect.objectContaining({ param: 'vad', code: 'unknown_parameter' }),
    );
  });

  it.each([
    [{ temperature: '0x1' }, 'temperature'],
    [{ temperature: '' }, 'temperature'],
    [{ stream: 'TRUE' }, 'stream'],
    [{ keywords: '' }, 'keywords[0]'],
    [{ language: '', languages: 'x' }, 'languages[0]'],
    [{ known_speaker_references: 'data:audio/wav;base64,' }, 'known_speaker_references'],
    [{ prompt: { text: 'x' } }, 'prompt'],
  ])('is refused with the name of the field: %j', (fields, param) => {
    expect(() => translateTranscription({ file: FILE, model: 'demo', ...fields }, settings())).toThrow(
      expect.objectContaining({ status: 400, param }),
    );
  });
});
