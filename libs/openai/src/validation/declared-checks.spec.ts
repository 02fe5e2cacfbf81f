import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { ChatCompletionRequestDto } from '../chat-completions/chat-completion-request.dto.js';
import { CompletionRequestDto } from '../completions/completion-request.dto.js';
import { EmbeddingRequestDto } from '../embeddings/embedding-request.dto.js';
import { ResponseRequestDto } from '../responses/response-request.dto.js';
import { DeclaredChecks } from './declared-checks.js';

const VALUES = [null, undefined, true, '', 'text', 'low', 'auto', 0, 1, 1.5, -3, 129, 1e300, [], ['text'], [1], {}];

const REQUESTS = [
  [ChatCompletionRequestDto, { model: 'demo', messages: [{ role: 'user', content: 'Hello' }] }],
  [CompletionRequestDto, { model: 'demo', prompt: 'Hello' }],
  [EmbeddingRequestDto, { model: 'demo', input: 'Hello' }],
  [ResponseRequestDto, { model: 'demo', input: 'Hello' }],
] as const;

describe('DeclaredChecks', () => {
  it.each(REQUESTS)('accept what class-validator finds nothing wrong with: %o', (Dto, request) => {
    const checks = new DeclaredChecks(Dto);
    const bodies = [{}, request, ...Object.keys(new Dto()).flatMap((field) => variants(request, field))];
    expect(bodies.length).toBeGreaterThan(VALUES.length);
    for (const body of bodies) {
      const errors = validateSync(Object.assign(new Dto(), body), { forbidUnknownValues: false });
      expect([body, checks.accepts(body)]).toEqual([body, errors.length === 0]);
    }
  });

  it('know which fields are declared', () => {
    const checks = new DeclaredChecks(EmbeddingRequestDto);
    expect(['model', 'input', 'other', '__proto__', 'constructor'].map((field) => checks.declares(field))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

function variants(request: object, field: string): Record<string, unknown>[] {
  const without = Object.fromEntries(Object.entries(request).filter(([name]) => name !== field));
  return [without, ...VALUES.map((value) => ({ ...request, [field]: value }))];
}
