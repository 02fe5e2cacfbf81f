import { describe, expect, it } from 'vitest';
import { delta, end } from '../../../test/chat.js';
import { lastResponse, stream, translate } from '../../../test/responses.js';

describe('the reasoning of a response', () => {
  const thought = [delta({ thinking: 'I ' }), delta({ thinking: 'see.' }), delta({ content: 'So.' }), end()];

  it('is told as the summary where one is asked for', () => {
    const events = stream(thought, { reasoning: { summary: 'auto' } }).slice(2, 9);
    expect(events).toEqual([
      {
        type: 'response.output_item.added',
        sequence_number: 2,
        output_index: 0,
        item: { id: 'rs_0', type: 'reasoning', status: 'in_progress', summary: [] },
      },
      {
        type: 'response.reasoning_summary_part.added',
        sequence_number: 3,
        item_id: 'rs_0',
        output_index: 0,
        summary_index: 0,
        part: { type: 'summary_text', text: '' },
      },
      ...['I ', 'see.'].map((piece, index) => ({
        type: 'response.reasoning_summary_text.delta',
        sequence_number: 4 + index,
        item_id: 'rs_0',
        output_index: 0,
        summary_index: 0,
        delta: piece,
      })),
      {
        type: 'response.reasoning_summary_text.done',
        sequence_number: 6,
        item_id: 'rs_0',
        output_index: 0,
        summary_index: 0,
        text: 'I see.',
      },
      {
        type: 'response.reasoning_summary_part.done',
        sequence_number: 7,
        item_id: 'rs_0',
        output_index: 0,
        summary_index: 0,
        part: { type: 'summary_text', text: 'I see.' },
      },
      {
        type: 'response.output_item.done',
        sequence_number: 8,
        output_index: 0,
        item: {
          id: 'rs_0',
          type: 'reasoning',
          status: 'completed',
          summary: [{ type: 'summary_text', text: 'I see.' }],
        },
      },
    ]);
  });

  it('is encrypted where that is asked for, and null without a key', () => {
    const fields = { include: ['reasoning.encrypted_content'] };
    const cipher = { encrypt: (text: string) => `<${text}>`, decrypt: () => undefined };
    const responses = { unavailableTools: 'refuse' as const, reasoningCipher: cipher };
    const encrypted = (settings?: Parameters<typeof stream>[2]) =>
      lastResponse(stream(thought, fields, settings)).output[0];
    expect(encrypted({ responses })).toMatchObject({ encrypted_content: '<I see.>' });
    expect(encrypted()).toMatchObject({ encrypted_content: null });
    expect(translate(fields).ignoredFields).toEqual(['include[0]']);
    expect(translate(fields, { responses }).ignoredFields).toEqual([]);
    expect(lastResponse(stream(thought)).output[0]).not.toHaveProperty('encrypted_content');
  });

  it('that was cut off is all that the answer cost', () => {
    const cut = end({}, { done_reason: 'length', eval_count: 7 });
    expect(lastResponse(stream([delta({ thinking: 'I' }), cut])).usage?.output_tokens_details.reasoning_tokens).toBe(7);
    const told = [delta({ thinking: 'I' }), delta({ content: 'S' }), cut];
    expect(lastResponse(stream(told)).usage?.output_tokens_details.reasoning_tokens).toBe(0);
  });
});
