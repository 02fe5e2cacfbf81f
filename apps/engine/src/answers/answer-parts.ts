import type { LlamaContextSequence, Token, TokenBias } from 'node-llama-cpp';
import { ThinkingParser } from './thinking-parser.js';
import { ToolCallParser } from './tool-call-parser.js';
import type { GenerationJob, StopReason } from '../generation/generation-job.js';
import { generateText } from '../generation/generate-text.js';
import type { ThinkingTags, ToolCallForm } from '../models/template-traits.js';
import { type AnswerPart, AnswerParser, isEmpty } from './answer-parser.js';

/** How to read what the model writes. */
export interface AnswerForm {
  /** Undefined when thoughts are none of the answer's parts. */
  tags?: ThinkingTags;
  /** The prompt ends with the opening tag. */
  thinkingHasBegun: boolean;
  toolCalls?: ToolCallForm;
}

export interface AnswerEnd {
  reason: StopReason;
  /** The answer's tokens, without the one that ended it. */
  tokens: Token[];
}

/** Writes an answer, a part for each token. */
export async function* answerParts(
  sequence: LlamaContextSequence,
  job: GenerationJob,
  form: AnswerForm,
  tokenBias?: TokenBias,
): AsyncGenerator<AnswerPart, AnswerEnd> {
  if (job.grammar === undefined || form.tags === undefined) return yield* wholeAnswer(sequence, job, form, tokenBias);

  // A grammar is for the answer, not for the thoughts before it.
  const thoughts = yield* thoughtsOnly(
    sequence,
    { ...job, grammar: undefined },
    { ...form, tags: form.tags },
    tokenBias,
  );
  if (thoughts.reason) return { reason: thoughts.reason, tokens: thoughts.tokens };
  const rest = yield* wholeAnswer(
    sequence,
    { ...job, tokens: [...job.tokens, ...thoughts.tokens], predict: job.predict - thoughts.tokens.length },
    { thinkingHasBegun: false, toolCalls: form.toolCalls },
    tokenBias,
  );
  return { ...rest, tokens: [...thoughts.tokens, ...rest.tokens] };
}

async function* wholeAnswer(
  sequence: LlamaContextSequence,
  job: GenerationJob,
  form: AnswerForm,
  tokenBias?: TokenBias,
): AsyncGenerator<AnswerPart, AnswerEnd> {
  const parser = new AnswerParser(
    form.tags && new ThinkingParser(form.tags, form.thinkingHasBegun),
    form.toolCalls && new ToolCallParser(form.toolCalls),
  );
  const tokens: Token[] = [];
  const pieces = generateText(sequence, job, tokenBias);
  try {
    for (;;) {
      const step = await pieces.next();
      if (step.done) {
        const rest = parser.flush();
        if (!isEmpty(rest)) yield rest;
        return { reason: step.value, tokens };
      }
      const { token, text, logprobs } = step.value;
      if (token !== undefined) tokens.push(token);
      yield parser.push(text, logprobs);
    }
  } finally {
    await pieces.return('stop');
  }
}

/** Writes until the model ends its thoughts; with a reason when that ends the whole answer. */
async function* thoughtsOnly(
  sequence: LlamaContextSequence,
  job: GenerationJob,
  { tags, thinkingHasBegun }: AnswerForm & { tags: ThinkingTags },
  tokenBias?: TokenBias,
): AsyncGenerator<AnswerPart, { reason?: StopReason; tokens: Token[] }> {
  const parser = new ThinkingParser(tags, thinkingHasBegun);
  const tokens: Token[] = [];
  const pieces = generateText(sequence, job, tokenBias);
  try {
    for (;;) {
      const step = await pieces.next();
      if (step.done) {
        // Without any thought the answer has not begun, whatever was written.
        return parser.hasThought ? { reason: step.value, tokens } : { tokens: [] };
      }
      const { token, text, logprobs } = step.value;
      if (token !== undefined) tokens.push(token);
      const { thinking } = parser.push(text);
      if (thinking !== '') yield { thinking, content: '', calls: [], logprobs };
      if (parser.isAnswering) return { tokens: parser.hasThought ? withGap(tokens, text, job) : [] };
    }
  } finally {
    await pieces.return('stop');
  }
}

/** As models learn it, an empty line parts the thoughts from the answer: no grammar begins with it. */
function withGap(tokens: Token[], lastText: string, { model }: GenerationJob): Token[] {
  return /\s$/.test(lastText) ? tokens : [...tokens, ...model.tokenize('\n\n')];
}
