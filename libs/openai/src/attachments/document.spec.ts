import { describe, expect, it } from 'vitest';
import { type FileInput, takeDocument } from './document.js';

function take(file: FileInput) {
  const placed: string[] = [];
  const { kind, param, source, fill } = takeDocument(file, 'input[0].content[0]', (text) => placed.push(text));
  fill('text');
  return { kind, param, source, placed };
}

describe('takeDocument', () => {
  it.each([
    [
      { file_data: 'data:application/pdf;base64,JVBERi0=', filename: 'a.pdf' },
      { data: 'JVBERi0=', mediaType: 'application/pdf' },
      'a.pdf:\ntext',
    ],
    [{ file_data: 'JVBE\r\nRi0=' }, { data: 'JVBERi0=', mediaType: undefined }, 'text'],
    [{ file_data: 'data:;base64,YQ==', filename: '' }, { data: 'YQ==', mediaType: undefined }, 'text'],
    [{ file_data: 'YQ==', filename: null, file_id: null }, { data: 'YQ==', mediaType: undefined }, 'text'],
  ])('takes %j', (file, source, text) => {
    expect(take(file)).toEqual({ kind: 'document', param: 'input[0].content[0].file_data', source, placed: [text] });
  });

  it('takes a URL', () => {
    expect(take({ file_url: 'https://example.com/a.pdf' })).toEqual({
      kind: 'document',
      param: 'input[0].content[0].file_url',
      source: { url: 'https://example.com/a.pdf' },
      placed: ['text'],
    });
  });

  it.each([
    [{ file_id: 'file-1' }, 'file_id', 'unsupported_parameter'],
    [{ file_id: '', file_data: 'YQ==' }, 'file_id', 'unsupported_parameter'],
    [{}, 'file_data', 'missing_required_parameter'],
    [{ file_data: '', filename: 'a.txt' }, 'file_data', 'empty_file'],
    [{ file_data: 'data:text/plain;base64,' }, 'file_data', 'empty_file'],
    [{ file_data: 'data:text/plain,hello' }, 'file_data', 'invalid_base64_file'],
    [{ file_data: 'hello!' }, 'file_data', 'invalid_base64_file'],
  ])('refuses %j', (file, field, code) => {
    expect(() => take(file)).toThrow(
      expect.objectContaining({ status: 400, param: `input[0].content[0].${field}`, code }),
    );
  });
});
