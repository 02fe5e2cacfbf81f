import { describe, expect, it } from 'vitest';
import type { Attachment } from '../attachments/attachment.js';
import type { ChatMessage } from './chat-message.js';
import { toOllamaMessages } from './to-ollama-messages.js';

const call = (id: string, name: string, args: string) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: args },
});

describe('toOllamaMessages', () => {
  it('makes one message of each, in order', () => {
    const messages: ChatMessage[] = [
      { role: 'developer', content: 'Be brief.' },
      {
        role: 'system',
        content: [
          { type: 'text', text: 'Be kind.' },
          { type: 'text', text: 'Be true.' },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO\r\nRw0KGgo=' } },
          { type: 'text', text: 'this?' },
          { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        reasoning: 'Look.',
        tool_calls: [call('a', 'look', '{"at":{"x":1}}'), call('b', 'wait', '{}')],
      },
      {
        role: 'tool',
        tool_call_id: 'b',
        content: [
          { type: 'text', text: 'waited' },
          { type: 'text', text: 'long' },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'seen' },
      { role: 'tool', tool_call_id: 'nobody', content: '' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'A' },
          { type: 'refusal', refusal: 'No.' },
        ],
        reasoning_content: 'Hm.',
      },
      { role: 'assistant', content: [], tool_calls: [] },
      { role: 'assistant', refusal: 'No.' },
      { role: 'assistant' },
      { role: 'user', content: [] },
    ];
    expect(toOllamaMessages(messages, [])).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'system', content: 'Be kind.\nBe true.' },
      { role: 'user', content: 'What is\nthis?', images: ['iVBORw0KGgo=', 'BBBB'] },
      {
        role: 'assistant',
        content: '',
        thinking: 'Look.',
        tool_calls: [
          { id: 'a', function: { index: 0, name: 'look', arguments: { at: { x: 1 } } } },
          { id: 'b', function: { index: 1, name: 'wait', arguments: {} } },
        ],
      },
      { role: 'tool', content: 'waited\nlong', tool_name: 'wait', tool_call_id: 'b' },
      { role: 'tool', content: 'seen', tool_name: 'look', tool_call_id: 'a' },
      { role: 'tool', content: '', tool_call_id: 'nobody' },
      { role: 'assistant', content: 'A\nNo.', thinking: 'Hm.' },
      { role: 'assistant', content: '' },
      { role: 'assistant', content: 'No.' },
      { role: 'assistant', content: '' },
      { role: 'user', content: '' },
    ]);
  });

  it('keeps a place for what has to be fetched or read first', () => {
    const attachments: Attachment[] = [];
    const messages = toOllamaMessages(
      [
        { role: 'system', content: 'Look.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'First' },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
            { type: 'file', file: { file_data: 'YQ==', filename: 'a.txt' } },
            { type: 'image_url', image_url: 'data:image/png;base64,iVBORw0KGgo=' },
            { type: 'text', text: 'Last' },
            { type: 'file', file: { file_data: 'data:text/plain;charset=utf-8;base64,Yg==' } },
            { type: 'image_url', image_url: 'data:image/png;base64,R0lGODlh' },
          ],
        },
      ],
      attachments,
    );
    expect(attachments.map(({ kind, param, source }) => ({ kind, param, source }))).toEqual([
      { kind: 'image', param: 'messages[1].content[1].image_url.url', source: { url: 'https://example.com/a.png' } },
      {
        kind: 'document',
        param: 'messages[1].content[2].file.file_data',
        source: { data: 'YQ==', mediaType: undefined },
      },
      {
        kind: 'document',
        param: 'messages[1].content[5].file.file_data',
        source: { data: 'Yg==', mediaType: 'text/plain;charset=utf-8' },
      },
      {
        kind: 'image',
        param: 'messages[1].content[6].image_url',
        source: { data: 'R0lGODlh', mediaType: 'image/png' },
      },
    ]);
    // In another order than they stand in: each finds its place.
    for (const [index, attachment] of attachments.entries())
      attachments.at(-1 - index)?.fill(`filled ${attachment.param}`);
    expect(messages).toEqual([
      { role: 'system', content: 'Look.' },
      {
        role: 'user',
        content:
          'First\na.txt:\nfilled messages[1].content[5].file.file_data\nLast\nfilled messages[1].content[2].file.file_data',
        images: [
          'filled messages[1].content[6].image_url',
          'iVBORw0KGgo=',
          'filled messages[1].content[1].image_url.url',
        ],
      },
    ]);
  });

  it('takes no arguments at all for none', () => {
    const messages: ChatMessage[] = [
      { role: 'assistant', tool_calls: [call('a', 'f', ''), call('b', 'f', ' \n')] },
      { role: 'assistant', function_call: { name: 'f', arguments: '' } },
    ];
    const calls = toOllamaMessages(messages, []).flatMap(({ tool_calls = [] }) => tool_calls);
    expect(calls.map(({ function: called }) => called.arguments)).toEqual([{}, {}, {}]);
  });

  it.each(['x', '[]', 'null', '"x"', '{"a":'])('refuses the arguments %j', (args) => {
    const messages: ChatMessage[] = [{ role: 'assistant', tool_calls: [call('a', 'f', '{}'), call('b', 'f', args)] }];
    expect(() => toOllamaMessages(messages, [])).toThrow(
      expect.objectContaining({
        status: 400,
        param: 'messages[0].tool_calls[1].function.arguments',
        code: 'invalid_value',
      }),
    );
  });
});
