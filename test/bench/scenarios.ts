/** What a load asks for, and by which of its times it is judged. */
export interface Scenario {
  name: string;
  /** The model's name tells the fake Ollama how to answer: `<mode>` or `<mode>-<chunks>[-<milliseconds>]`. */
  model: string;
  api: 'chat' | 'conversation' | 'embeddings' | 'embeddings-base64' | 'responses';
  connections: number;
  /** Tokens of one streamed answer; an answer that is not streamed has none. */
  tokens?: number;
  /** To the end of an answer, to its first token, or between two reads that brought tokens. */
  timed: 'answer' | 'first token' | 'gap';
  /** Its streams last for seconds: it is measured in one turn, twice as long as all turns of others. */
  isSlow?: true;
}

const TOKENS = 500;

export const SCENARIOS: readonly Scenario[] = [
  { name: 'not streaming, 1 connection', model: 'plain', api: 'chat', connections: 1, timed: 'answer' },
  { name: 'not streaming, 16 connections', model: 'plain', api: 'chat', connections: 16, timed: 'answer' },
  { name: 'not streaming, 128 connections', model: 'plain', api: 'chat', connections: 128, timed: 'answer' },
  {
    name: '100 messages, 60 kB, 16 connections',
    model: 'plain',
    api: 'conversation',
    connections: 16,
    timed: 'answer',
  },
  { ...streams('stream of 1 chunk', 'flood-1', 1, 'first token'), tokens: 1 },
  streams('flood, 16 streams', `flood-${TOKENS}`, 16, 'first token'),
  streams('burst, 16 streams', `burst-${TOKENS}`, 16, 'first token'),
  { ...streams('paced at 10 ms, 100 streams', `paced-${TOKENS}-10`, 100, 'gap'), isSlow: true },
  { ...streams('paced at 100 ms, 1,000 streams', `paced-${TOKENS}-100`, 1000, 'gap'), isSlow: true },
  { name: 'embeddings, floats', model: 'embed', api: 'embeddings', connections: 4, timed: 'answer' },
  { name: 'embeddings, base64', model: 'embed', api: 'embeddings-base64', connections: 4, timed: 'answer' },
  { ...streams('Responses, flood, 16 streams', `flood-${TOKENS}`, 16, 'first token'), api: 'responses' },
  { ...streams('Responses, paced, 100 streams', `paced-${TOKENS}-10`, 100, 'gap'), api: 'responses', isSlow: true },
];

function streams(name: string, model: string, connections: number, timed: Scenario['timed']): Scenario {
  return { name, model, api: 'chat', connections, tokens: TOKENS, timed };
}
