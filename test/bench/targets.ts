import type { Candidate } from './candidates/candidates.ts';
import type { Target } from './load/target.ts';
import type { Scenario } from './scenarios.ts';

interface Asked {
  path: string;
  body: object;
  tokenMark: string;
  endMark: string;
}

const QUESTION = 'What is the capital of France?';
const SYSTEM = { role: 'system', content: 'You are a helpful assistant.' };
const MESSAGES = [SYSTEM, { role: 'user', content: QUESTION }];
/** 60 kB in turns of question and answer. */
const CONVERSATION = Array.from({ length: 100 }, (_, turn) => ({
  role: turn % 2 === 0 ? 'user' : 'assistant',
  content: `Turn ${turn}: ${'some words of it, '.repeat(31)}`,
}));
const INPUTS = Array.from({ length: 32 }, (_, index) => `The text with the number ${index}.`);

/** What a candidate is asked in a scenario; undefined when it does not speak that API. */
export function targetOf(scenario: Scenario, candidate: Candidate, port: number): Target | undefined {
  const isOpenAi = candidate === 'minimal translator' || candidate === 'gateway';
  if (candidate === 'minimal translator' && scenario.api === 'responses') return undefined;
  const { path, body, tokenMark, endMark } = isOpenAi ? inOpenAi(scenario) : inNative(scenario);
  const { tokens } = scenario;
  return {
    port,
    path,
    body: JSON.stringify({ model: scenario.model, ...body }),
    tokens: tokens ?? 0,
    ...(tokens !== undefined && { tokenMark }),
    endMark,
  };
}

function inNative({ api, tokens }: Scenario): Asked {
  const isEmbedding = api === 'embeddings' || api === 'embeddings-base64';
  const messages = api === 'conversation' ? CONVERSATION : MESSAGES;
  return {
    path: isEmbedding ? '/api/embed' : '/api/chat',
    body: isEmbedding ? { input: INPUTS } : { messages, stream: tokens !== undefined },
    tokenMark: '"done":false',
    endMark: isEmbedding ? '"prompt_eval_count":320' : '"done":true',
  };
}

function inOpenAi({ api, tokens }: Scenario): Asked {
  const stream = tokens !== undefined;
  switch (api) {
    case 'chat':
    case 'conversation':
      return {
        path: '/v1/chat/completions',
        body: { messages: api === 'chat' ? MESSAGES : CONVERSATION, stream },
        tokenMark: '"content":"',
        endMark: stream ? 'data: [DONE]' : '"finish_reason":"stop"',
      };
    case 'responses':
      return {
        path: '/v1/responses',
        body: { input: QUESTION, instructions: SYSTEM.content, stream },
        tokenMark: 'data: {"type":"response.output_text.delta"',
        endMark: 'data: {"type":"response.completed"',
      };
    case 'embeddings':
    case 'embeddings-base64':
      return {
        path: '/v1/embeddings',
        body: { input: INPUTS, ...(api === 'embeddings-base64' && { encoding_format: 'base64' }) },
        tokenMark: '',
        endMark: '"index":31',
      };
  }
}
