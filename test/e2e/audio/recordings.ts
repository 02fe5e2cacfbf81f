import { json } from '../../support/fake-ollama/index.js';

/** A second of silence: 16-bit PCM, mono, 8 kHz. */
export function wav(seconds = 1): Buffer {
  const rate = 8000;
  const bytes = seconds * rate * 2;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return Buffer.concat([header, Buffer.alloc(bytes)]);
}

/** What `POST /api/show` says of a model that understands audio. */
export const HEARS = json({ capabilities: ['completion', 'audio'] });

/** A form with a recording and these fields. */
export function form(fields: Readonly<Record<string, string | string[]>> = {}, file: Buffer = wav()): FormData {
  const data = new FormData();
  data.set('file', new File([new Uint8Array(file)], 'speech.bin'));
  for (const [name, values] of Object.entries({ model: 'demo', ...fields })) {
    for (const value of [values].flat()) data.append(name, value);
  }
  return data;
}
