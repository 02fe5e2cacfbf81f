import { describe, expect, it } from 'vitest';
import { end } from '../../test/chat.js';
import { respond } from '../../test/responses.js';

const echo = (fields: object) => respond(end({ content: 'x' }), fields);

describe('a response', () => {
  it('tells what was asked for', () => {
    const fields = {
      instructions: 'Be kind.',
      max_output_tokens: 9,
      max_tool_calls: 2,
      metadata: { a: 'b' },
      parallel_tool_calls: false,
      prompt_cache_key: 'k',
      prompt_cache_retention: '24h',
      reasoning: { effort: 'low', summary: 'detailed' },
      safety_identifier: 's',
      temperature: 0,
      text: { format: { type: 'text' }, verbosity: 'low' },
      top_p: 0.5,
      truncation: 'auto',
      user: 'u',
    };
    expect(echo(fields)).toMatchObject(fields);
  });

  it('tells the tools as the API does, and leaves out what was left out', () => {
    const choice = { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'custom', name: 'c' }] };
    const tools = [
      { type: 'function', name: 'f' },
      { type: 'function', name: 'g', description: 'd', parameters: { type: 'object' }, strict: true },
      { type: 'custom', name: 'c', description: null },
      { type: 'namespace', name: 'n', tools: [{ type: 'function', name: 'm', strict: null }] },
      { type: 'web_search' },
    ];
    expect(echo({ tools, tool_choice: choice })).toMatchObject({
      tool_choice: choice,
      tools: [
        { type: 'function', name: 'f', description: null, parameters: null, strict: false },
        tools[1],
        { type: 'custom', name: 'c', format: { type: 'text' } },
        {
          type: 'namespace',
          name: 'n',
          description: '',
          tools: [{ type: 'function', name: 'm', description: null, parameters: null, strict: false }],
        },
      ],
    });
    expect(echo({ tools }).tools).toHaveLength(4);
  });

  it('says that nothing is stored, and that there is one tier', () => {
    expect(echo({ store: true, service_tier: 'priority' })).toMatchObject({ store: false, service_tier: 'default' });
  });

  it('says that the model gets all reasoning items, whatever was asked for', () => {
    expect(echo({ reasoning: { context: 'current_turn' } }).reasoning).toMatchObject({ context: 'all_turns' });
  });

  it('says whether the input may be cut, in whatever words that was asked for', () => {
    expect(echo({ truncate: true }).truncation).toBe('auto');
    expect(echo({ truncate: false }).truncation).toBe('disabled');
    expect(echo({ truncate: null, truncation: 'auto' }).truncation).toBe('auto');
    expect(echo({ shift: true }).truncation).toBe('disabled');
  });

  it('takes older words for the newer', () => {
    expect(echo({ reasoning: { generate_summary: 'auto' } }).reasoning).toEqual({ effort: null, summary: 'auto' });
    expect(echo({ prompt_cache_retention: 'in-memory' }).prompt_cache_retention).toBe('in_memory');
  });
});
