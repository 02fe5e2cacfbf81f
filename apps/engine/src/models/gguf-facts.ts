import type { OllamaCapability, OllamaModelDetails, OllamaTensor } from '@app/ollama';
import type { GgufFileInfo } from 'node-llama-cpp';
import type { LlamaModule } from '../llama/llama-library.js';
import { humanNumber } from './human-number.js';
import { thinkingTags, toolCallForm } from './template-traits.js';

/** What a GGUF file says of its model. */
export interface GgufFacts {
  architecture: string;
  details: OllamaModelDetails;
  capabilities: OllamaCapability[];
  /** Jinja; undefined when the file has none. */
  template?: string;
  license?: string;
  /** As the makers of the model recommend: `temperature`, `top_k`, … */
  parameters: Record<string, number>;
  contextLength: number;
  tensors: OllamaTensor[];
  /** The metadata, flat; long lists are null. */
  modelInfo: Record<string, unknown>;
}

type Names = Pick<LlamaModule, 'GgmlType' | 'GgufFileType'>;

const DEFAULT_CONTEXT_LENGTH = 2048;
const NOT_INFO = /^(general\.(name|license)|tokenizer\.chat_template)$/;
const SAMPLING_PARAMETERS: Record<string, string> = {
  temp: 'temperature',
  top_k: 'top_k',
  top_p: 'top_p',
  min_p: 'min_p',
  penalty_repeat: 'repeat_penalty',
  penalty_last_n: 'repeat_last_n',
};

export function readFacts(info: GgufFileInfo, { GgmlType, GgufFileType }: Names): GgufFacts {
  const metadata = flatMetadata(info);
  const architecture = text(metadata['general.architecture']) ?? 'unknown';
  const template = text(metadata['tokenizer.chat_template']);
  const tensors = (info.fullTensorInfo ?? info.tensorInfo ?? []).map(({ name, ggmlType, dimensions }) => ({
    name,
    type: GgmlType[ggmlType] ?? String(ggmlType),
    shape: dimensions.map(Number),
  }));
  const parameterCount = tensors.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  return {
    architecture,
    details: {
      parent_model: '',
      format: 'gguf',
      family: architecture,
      families: [architecture],
      parameter_size: humanNumber(parameterCount),
      quantization_level: quantizationName(GgufFileType[Number(metadata['general.file_type'])]),
    },
    capabilities: capabilitiesOf(metadata, architecture, template),
    template,
    license: text(metadata['general.license']),
    parameters: samplingParameters(metadata),
    contextLength: Number(metadata[`${architecture}.context_length`] ?? DEFAULT_CONTEXT_LENGTH),
    tensors,
    modelInfo: {
      ...Object.fromEntries(
        Object.entries(metadata)
          .filter(([key]) => !NOT_INFO.test(key))
          .map(([key, value]) => [key, Array.isArray(value) ? null : value]),
      ),
      'general.parameter_count': parameterCount,
    },
  };
}

/** The metadata as a GGUF file has it, `general.architecture` and so on; big integers as numbers. */
export function flatMetadata({ metadata }: Pick<GgufFileInfo, 'metadata'>): Record<string, unknown> {
  return Object.fromEntries(flatten(metadata, ''));
}

function flatten(value: object, prefix: string): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? flatten(inner, `${prefix}${key}.`)
      : [[prefix + key, plain(inner)] satisfies [string, unknown]],
  );
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'bigint' ? Number(value) : value;
}

function capabilitiesOf(metadata: Record<string, unknown>, architecture: string, template = ''): OllamaCapability[] {
  // A model that pools its vectors was made for embeddings.
  if (metadata[`${architecture}.pooling_type`] !== undefined) return ['embedding'];
  const canInsert = ['pre', 'suf', 'mid'].every(
    (part) => metadata[`tokenizer.ggml.fim_${part}_token_id`] !== undefined,
  );
  return [
    'completion',
    ...(toolCallForm(template) ? (['tools'] as const) : []),
    ...(canInsert ? (['insert'] as const) : []),
    ...(thinkingTags(template) ? (['thinking'] as const) : []),
  ];
}

function samplingParameters(metadata: Record<string, unknown>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(SAMPLING_PARAMETERS).flatMap(([key, option]) => {
      const value = metadata[`general.sampling.${key}`];
      return typeof value === 'number' ? [[option, value]] : [];
    }),
  );
}

function quantizationName(fileType: string | undefined): string {
  return fileType?.replace(/^(MOSTLY|ALL)_/, '') ?? 'unknown';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
