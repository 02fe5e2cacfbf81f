import * as fc from 'fast-check';
import { broken } from './bodies.js';

export const BOUNDARY = 'x-fuzz';

const RECORDINGS = ['RIFF\0\0\0\0WAVEfmt ', 'ID3\x04', 'fLaC', 'OggS', 'Hello', ''];

const FIELDS: readonly [name: string, ...values: string[]][] = [
  ['model', 'demo', ''],
  ['language', 'en', 'xx', 'English'],
  ['prompt', 'Hello!'],
  ['response_format', 'json', 'text', 'srt', 'xml'],
  ['temperature', '0.5', '7', '1e999', '-0'],
  ['stream', 'true', 'false', '1'],
  ['languages[]', 'en'],
  ['keywords[]', 'Ann'],
  ['include[]', 'logprobs'],
  ['timestamp_granularities[]', 'word'],
  ['chunking_strategy', 'auto', '{"type":"server_vad"}'],
  ['known_speaker_names[]', 'Ann'],
];

const field = fc
  .constantFrom(...FIELDS.flatMap(([name, ...values]) => values.map((value): [string, string] => [name, value])))
  .map(([name, value]) => part(`name="${name}"`, value));

const oddField = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(
        '__proto__',
        'constructor[prototype]',
        'model[a]',
        'a[0][1]',
        'keywords[1000000]',
        'x'.repeat(200),
      ),
      fc.string({ unit: 'binary', maxLength: 10 }),
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  .map(([name, value]) => part(`name="${name}"`, value));

const oddPart = fc.constantFrom(
  part('filename="a"', 'x'),
  part('name="model"; filename="a"', 'demo'),
  part('name="file"; filename="b"', 'fLaC'),
  'content-type: text/plain\r\n\r\nx\r\n',
  'no header at all',
);

const file = fc
  .tuple(fc.constantFrom(...RECORDINGS), fc.nat(64))
  .map(([head, rest]) => part('name="file"; filename="a.wav"', head + '\0'.repeat(rest)));

const usual = fc.tuple(file, fc.array(field, { maxLength: 3 })).map(([recording, fields]) => [
  // Most have what each has to have.
  recording,
  part('name="model"', 'demo'),
  ...fields,
]);
const unusual = fc.array(fc.oneof(file, field, field, oddField, oddPart), { maxLength: 6 });
const form = fc.oneof(usual, unusual).map((parts) => {
  const begin = parts.map((text) => `--${BOUNDARY}\r\n${text}`).join('');
  return Buffer.from(`${begin}--${BOUNDARY}--\r\n`, 'latin1');
});

/** Forms with a recording: right ones, such with other fields or parts, and broken ones. */
export const formBody: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 6, arbitrary: form },
  { weight: 3, arbitrary: broken(form) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

function part(disposition: string, content: string): string {
  return `content-disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
}
