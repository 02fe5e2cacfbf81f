import { describe, expect, it } from 'vitest';
import { contextLengthExceeded, tellsContextLength } from './context-length.js';

const BOTH = "This model's maximum context length is 256 tokens, but the prompt has 300 tokens.";

describe('contextLengthExceeded', () => {
  it.each([
    ['the input length (300 tokens) exceeds the context length (256 tokens)', BOTH],
    ['request (300 tokens) exceeds the available context size (256 tokens), try increasing it', BOTH],
    ['{"error":{"code":400,"type":"exceed_context_size_error","n_prompt_tokens":300,"n_ctx":256}}', BOTH],
  ])('tells both lengths of %s', (message, told) => {
    expect(contextLengthExceeded(message, 'prompt', 512).toBody()).toEqual({
      error: { message: told, type: 'invalid_request_error', param: 'prompt', code: 'context_length_exceeded' },
    });
    expect(tellsContextLength(message)).toBe(true);
  });

  it('tells what is known', () => {
    const unknown = 'the input length exceeds the context length';
    expect(tellsContextLength(unknown)).toBe(false);
    expect(contextLengthExceeded(unknown, 'input').message).toBe(unknown);
    expect(contextLengthExceeded(unknown, 'input', 512).message).toBe(
      "This model's maximum context length is 512 tokens, and the prompt is longer.",
    );
  });
});
