import type { LlamaContextSequence, Token, TokenBias } from 'node-llama-cpp';
import type { GenerationJob, StopReason } from './generation-job.js';
import { makeRoom } from './make-room.js';
import { samplerOptions } from './sampler-options.js';
import { sampleToken } from './sample-token.js';
import { seededRandom } from './seeded-random.js';

export interface GeneratedToken {
  token: Token;
  /** Of all tokens, the likeliest first; there when logprobs are asked for. */
  probabilities?: Map<Token, number>;
}

// A long prompt is read in parts, so that a client that goes away is noticed between them.
const PROMPT_PART = 512;

/** Reads the prompt and writes one token after another, until the model ends its answer or a limit is reached. */
export async function* generateTokens(
  sequence: LlamaContextSequence,
  job: GenerationJob,
  tokenBias?: TokenBias,
): AsyncGenerator<GeneratedToken, StopReason> {
  const { model, measures, signal, predict } = job;
  const written = [...job.tokens];
  const rest = await readPrompt(sequence, job);
  const picks = picker(job);
  const evaluation = sequence.evaluateWithMetadata(
    rest,
    { probabilities: job.topLogprobs !== undefined },
    samplerOptions(picks ? { ...job, options: { ...job.options, temperature: 0 } } : job, () => written, tokenBias),
  );
  try {
    let replacement: Token | undefined;
    for (let count = 1; count <= predict; count++) {
      signal.throwIfAborted();
      if (!(await makeRoom(sequence, job))) return 'length';
      const start = performance.now();
      const step = await (replacement === undefined ? evaluation.next() : evaluation.next(replacement));
      const took = performance.now() - start;
      if (count === 1) measures.addPromptTime(took);
      else measures.addGenerationTime(took);
      if (step.done) return 'stop';
      measures.generatedTokens++;
      const { probabilities } = step.value as GeneratedToken;
      replacement = picks && probabilities ? picks(probabilities) : undefined;
      const token = replacement ?? step.value.token;
      if (model.isEogToken(token)) return 'stop';
      written.push(token);
      yield { token, probabilities };
    }
    return 'length';
  } finally {
    await evaluation.return();
    // What was read before tokens were dropped is worth nothing as the beginning of another prompt.
    if (sequence.nextTokenIndex < written.length - 1) await sequence.clearHistory();
  }
}

/** Reads all of the prompt but its last part, which the first token is generated from. */
async function readPrompt(sequence: LlamaContextSequence, job: GenerationJob): Promise<Token[]> {
  const { tokens, signal, measures } = job;
  const start = performance.now();
  if (job.isRepeatable) await sequence.clearHistory();
  // The last token has to be read in any case: it says what comes next.
  await sequence.adaptStateToTokens(tokens.slice(0, -1), false);
  let position = sequence.nextTokenIndex;
  measures.foundCached(position);
  for (; tokens.length - position > PROMPT_PART; position += PROMPT_PART) {
    signal.throwIfAborted();
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(position, position + PROMPT_PART));
  }
  measures.addPromptTime(performance.now() - start);
  return tokens.slice(position);
}

/**
 * llama.cpp tells the probabilities that are left after its samplers. To tell those of the model, which clients want to
 * know, the choice by chance is made here; a grammar knows only its own choices, so that it keeps them.
 */
function picker({ topLogprobs, grammar, options, seed }: GenerationJob) {
  if (topLogprobs === undefined || grammar !== undefined || options.temperature === 0) return undefined;
  const random = seededRandom(seed);
  return (probabilities: ReadonlyMap<Token, number>) => sampleToken(probabilities, options, random());
}
