import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenAiError } from '../errors/openai-error.js';
import { cutEmbeddings } from './cut-embeddings.js';
import type { EncodingFormat } from './embedding-request.dto.js';
import { TAKE_VECTOR } from './vector.js';

const MOST = 4;

/** In pieces of so many bytes, as reads would bring them. */
function cut(json: string, pieceBytes = json.length) {
  const bytes = Buffer.from(json);
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += pieceBytes) pieces.push(bytes.subarray(start, start + pieceBytes));
  const { vectors, promptTokens } = cutEmbeddings(pieces, TAKE_VECTOR.float, MOST);
  return { vectors: vectors.map(({ json, dimensions }) => ({ json: json.toString(), dimensions })), promptTokens };
}

function failure(json: string, format: EncodingFormat) {
  try {
    return cutEmbeddings([Buffer.from(json)], TAKE_VECTOR[format], MOST);
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    return { status: error.status, code: error.code, message: error.message, param: error.param };
  }
}

const NOT_EMBEDDINGS = {
  status: 502,
  code: 'invalid_upstream_answer',
  message: 'Ollama sent an answer that is not a list of embeddings.',
  param: null,
};

describe('cutEmbeddings', () => {
  it('gives the text of the vectors as it was sent', () => {
    expect(
      cut('{"model":"m","embeddings":[[0.50,-1e-7,3.4028235E+38],[0]],"total_duration":1,"prompt_eval_count":8}'),
    ).toEqual({
      vectors: [
        { json: '[0.50,-1e-7,3.4028235E+38]', dimensions: 3 },
        { json: '[0]', dimensions: 1 },
      ],
      promptTokens: 8,
    });
  });

  it('takes any order of keys and any white space', () => {
    expect(
      cut(' {\r\n "prompt_eval_count" : 3 ,\n "embeddings"\t: [\r\n [ 1 ,\n 2 ] , [3\r\n] ] , "model" : "m" }\r\n'),
    ).toEqual({
      vectors: [
        { json: '[ 1 ,\n 2 ]', dimensions: 2 },
        { json: '[3\r\n]', dimensions: 1 },
      ],
      promptTokens: 3,
    });
  });

  it('is not confused by what stands in other members', () => {
    const members = {
      model: '"embeddings":[[9]]\\',
      nested: { embeddings: [[9]], error: 'x', list: [']', '}', { a: '\\"' }] },
      flags: [true, false, null, -0.5e-3],
      nothing: null,
      yes: true,
    };
    const inner = JSON.stringify(members).slice(1, -1);
    expect(cut(`{${inner},"embeddings":[[1]]}`)).toEqual({
      vectors: [{ json: '[1]', dimensions: 1 }],
      promptTokens: 0,
    });
    expect(cut(`{"embeddings":[[1]],${inner}}`)).toEqual({
      vectors: [{ json: '[1]', dimensions: 1 }],
      promptTokens: 0,
    });
  });

  it('takes none, as Ollama sends them for no input', () => {
    expect(cut('{"model":"m","embeddings":[]}')).toEqual({ vectors: [], promptTokens: 0 });
  });

  it('finds what a JSON parser finds, in whatever is printed', () => {
    const vector = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 5 });
    const answer = fc.record({
      before: fc.dictionary(fc.string(), fc.jsonValue()),
      embeddings: fc.array(vector, { maxLength: 4 }),
      prompt_eval_count: fc.nat(),
      after: fc.dictionary(fc.string(), fc.jsonValue()),
    });
    const space = fc.constantFrom('', ' ', '\t', '\n  ');
    fc.assert(
      fc.property(answer, space, fc.nat(50), ({ before, after, embeddings, prompt_eval_count }, indent, pieceBytes) => {
        const taken = ['embeddings', 'prompt_eval_count', 'error'];
        const others = (members: object) =>
          Object.fromEntries(Object.entries(members).filter(([k]) => !taken.includes(k)));
        const value = { ...others(before), embeddings, prompt_eval_count, ...others(after) };
        const found = cut(JSON.stringify(value, null, indent), pieceBytes + 1);
        expect(found.promptTokens).toBe(prompt_eval_count);
        const expected = JSON.parse(JSON.stringify(embeddings)) as number[][];
        expect(found.vectors.map(({ json }) => JSON.parse(json) as unknown)).toEqual(expected);
        expect(found.vectors.map(({ dimensions }) => dimensions)).toEqual(expected.map(({ length }) => length));
      }),
    );
  });

  it.each([
    '',
    ' ',
    'null',
    '[]',
    '{}',
    '{"model":"m"}',
    '<html>',
    '{"embeddings":null}',
    '{"embeddings":[[]]}',
    '{"embeddings":[[1],[]]}',
    '{"embeddings":[1]}',
    '{"embeddings":[[[1]]]}',
    '{"embeddings":[["1"]]}',
    '{"embeddings":[[null]]}',
    '{"embeddings":[{"0":1}]}',
    '{"embeddings":{"0":[1]}}',
    '{"embeddings":[[1,]]}',
    '{"embeddings":[[1],[2,]]}',
    '{"embeddings":[[1],[,2]]}',
    '{"embeddings":[[1],[-]]}',
    '{"embeddings":[[1],["2"]]}',
    '{"embeddings":[[1],[[2]]]}',
    '{"embeddings":[[1],[null]]}',
    '{"embeddings":[[1][2]]}',
    '{"embeddings":[[1],[0.123456789,0.123456789,null,0.123456789]]}',
    '{"embeddings":[[1],[0.123456789,0.123456789,0x12,0.123456789]]}',
    '{"embeddings":[[1],[0.123456789,0.123456789, 2 3,0.123456789]]}',
    '{"embeddings":[[1e999]]}',
    '{"embeddings":[[1],[1,-1E999]]}',
    '{"nested":{"embeddings":[[1]]}}',
    '{"embeddings":[[1]],"embeddings":null}',
    '{"embeddings":[[1]],"prompt_eval_count":null}',
    '{"embeddings":[[,1]]}',
    '{"embeddings":[[1]],}',
    '{"embeddings":[[1],]}',
    '{"embeddings":[[1}]',
    '{"embeddings":[[1]}',
    '{"embeddings":[[1]]]',
    '{"embeddings":[[1]]',
    '{"embeddings":[[1',
    '{"embeddings":[[1]]}{}',
    '{"embeddings":[[1]]} x',
    '{"embeddings":[[1 2]]}',
    '{"embeddings":[[01]]}',
    '{"embeddings":[[.5]]}',
    '{"embeddings":[[1.]]}',
    '{"embeddings":[[1e]]}',
    '{"embeddings":[[-]]}',
    '{"embeddings":[[+1]]}',
    '{"embeddings":[[NaN]]}',
    '{"embeddings":[[1]],"a":[}',
    '{"embeddings":[[1]],"a":tru}',
    '{"embeddings":[[1]],"a":"x}',
    '{"embeddings":[[1]],a:1}',
    '{"embeddings":[[1]],"prompt_eval_count":"8"}',
    '{"embedding":[1]}',
    '{"error":null}',
    '{"error":""}',
    '{"error":{"code":5}}',
    '{"error":"\n"}',
  ])('refuses %j', (json) => {
    expect(failure(json, 'float')).toEqual(NOT_EMBEDDINGS);
    expect(failure(json, 'base64')).toEqual(NOT_EMBEDDINGS);
  });

  it('tells what Ollama says is wrong, with status 200 even', () => {
    expect(failure('{"error":"the input length exceeds the context length"}', 'float')).toEqual({
      status: 400,
      code: 'context_length_exceeded',
      message: 'the input length exceeds the context length',
      param: 'input',
    });
    expect(failure('{"error":{"message":"out of memory"}}', 'base64')).toEqual({
      status: 500,
      code: 'upstream_error',
      message: 'out of memory',
      param: null,
    });
  });
});
