import type { FieldSchema } from '../validation/field-schema.js';

const NUMBER: FieldSchema = { type: 'number' };
const INTEGER: FieldSchema = { type: 'integer' };
const SWITCH: FieldSchema = { type: 'boolean' };
const TOKENS: FieldSchema = { type: 'integer', minimum: 1 };

/** Ollama's `options`, those of older servers among them. It drops what it does not know, so that it is refused here. */
export const NATIVE_OPTIONS_SCHEMA: FieldSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    num_ctx: { ...TOKENS, description: 'Length of the context in tokens, prompt and answer together.' },
    num_predict: { ...INTEGER, description: 'Tokens to generate at most; 0 and -1 are unbounded.' },
    num_keep: { ...INTEGER, description: 'Tokens of the prompt to keep when the context is shifted.' },
    num_batch: { ...TOKENS, description: 'Tokens of the prompt to process at a time.' },
    num_gpu: { ...INTEGER, description: 'Layers to put on the GPU.' },
    main_gpu: { ...INTEGER, description: 'The GPU for small tensors.' },
    num_thread: { ...INTEGER, description: 'CPU threads.' },
    use_mmap: { ...SWITCH, description: 'Map the model’s file into memory.' },
    use_mlock: { ...SWITCH, description: 'Older servers: keep the model in memory.' },
    low_vram: { ...SWITCH, description: 'Older servers: use less GPU memory.' },
    numa: { ...SWITCH, description: 'Older servers: for machines with NUMA.' },
    seed: { ...INTEGER, description: 'Seed of the sampling.' },
    temperature: { ...NUMBER, description: 'Higher is more random.' },
    top_k: { ...INTEGER, description: 'Sample among this many most likely tokens.' },
    top_p: { ...NUMBER, description: 'Sample among the most likely tokens of this probability mass.' },
    min_p: { ...NUMBER, description: 'Least probability of a token, relative to the most likely one.' },
    typical_p: { ...NUMBER, description: 'Locally typical sampling.' },
    tfs_z: { ...NUMBER, description: 'Older servers: tail-free sampling.' },
    repeat_last_n: { ...INTEGER, description: 'How far back repetitions are penalised; -1 is the whole context.' },
    repeat_penalty: { ...NUMBER, description: 'How much repetitions are penalised.' },
    presence_penalty: { ...NUMBER, description: 'Penalty for tokens that have occurred.' },
    frequency_penalty: { ...NUMBER, description: 'Penalty for tokens by how often they have occurred.' },
    penalize_newline: { ...SWITCH, description: 'Older servers: penalise line breaks too.' },
    mirostat: { ...INTEGER, description: 'Older servers: Mirostat sampling, 0 to 2.' },
    mirostat_eta: { ...NUMBER, description: 'Older servers: learning rate of Mirostat.' },
    mirostat_tau: { ...NUMBER, description: 'Older servers: target entropy of Mirostat.' },
    stop: { type: 'array', items: { type: 'string', minLength: 1 }, description: 'Texts that end the generation.' },
  },
};
