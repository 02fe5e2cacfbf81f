import type { OllamaLogprob } from '@app/ollama';
import type { LlamaContextSequence, Token, TokenBias } from 'node-llama-cpp';
import type { GenerationJob, StopReason } from './generation-job.js';
import { generateTokens } from './generate-tokens.js';
import { PendingLogprobs } from './pending-logprobs.js';
import { StopTexts } from './stop-texts.js';
import { TokenText } from './token-text.js';

/** What a token added to the text: nothing while it may be the beginning of a stop text or is half a character. */
export interface TextPiece {
  /** Missing in a last piece, of what was held back. */
  token?: Token;
  text: string;
  logprobs: OllamaLogprob[];
}

/** Writes an answer's text, a piece for each token. */
export async function* generateText(
  sequence: LlamaContextSequence,
  job: GenerationJob,
  tokenBias?: TokenBias,
): AsyncGenerator<TextPiece, StopReason> {
  const tokenText = new TokenText(job.model);
  const stopTexts = new StopTexts(job.options.stop);
  const logprobs = new PendingLogprobs(job);
  const generated = generateTokens(sequence, job, tokenBias);
  try {
    for (;;) {
      const step = await generated.next();
      if (step.done) {
        const rest = stopTexts.push(tokenText.flush());
        const text = rest.stopped ? rest.text : rest.text + stopTexts.flush();
        if (text !== '') yield { text, logprobs: logprobs.take() };
        return step.value;
      }
      const { token } = step.value;
      const piece = tokenText.push(token);
      logprobs.add(step.value, piece);
      const { text, stopped } = stopTexts.push(piece);
      if (stopped) {
        if (text !== '') yield { token, text, logprobs: logprobs.takeOf(text.length) };
        return 'stop';
      }
      yield { token, text, logprobs: text === '' ? [] : logprobs.take() };
    }
  } finally {
    await generated.return('stop');
  }
}
