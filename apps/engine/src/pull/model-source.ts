import { NativeError } from '../errors/native-error.js';
import { isValidName } from '../models/model-name.js';

/** Where a model comes from, and the name that it gets here. */
export interface ModelSource {
  /** As the downloader takes it: a URL, or `hf:org/repo:quantization`. */
  uri: string;
  name: string;
}

const HUGGING_FACE = /^(?:https?:\/\/)?(?:hf\.co|huggingface\.co)\/([^/:]+)\/([^/:]+)(?::([^/:]+))?$/i;
const HUGGING_FACE_URI = /^hf:\/?\/?([^/:]+)\/([^/:]+)(?::([^/:]+))?$/i;
const ACCEPTED = 'the address of a GGUF file, or hf.co/<organisation>/<repository>:<quantization>';

/** @throws {NativeError} 400 for what is neither the address of a GGUF file nor a repository of Hugging Face */
export function modelSource(asked: string): ModelSource {
  const repository = HUGGING_FACE.exec(asked) ?? HUGGING_FACE_URI.exec(asked);
  if (repository) {
    const [, organisation, name, quantization] = repository;
    const tag = quantization === undefined ? '' : `:${quantization}`;
    return checked({ uri: `hf:${organisation}/${name}${tag}`, name: `hf.co/${organisation}/${name}${tag}` }, asked);
  }
  const file = /(?:^|\/)([^/]+)\.gguf$/i.exec(pathOf(asked))?.[1];
  if (!file) throw notASource(asked);
  return checked(
    { uri: asked, name: file.replace(/-00001-of-\d{5}$/, '').replaceAll(/[^A-Za-z0-9_.-]+/g, '-') },
    asked,
  );
}

function checked(source: ModelSource, asked: string): ModelSource {
  if (!isValidName(source.name)) throw notASource(asked);
  return source;
}

/** The path of an address; empty when it is no address of the web. */
function pathOf(text: string): string {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? decodeURIComponent(url.pathname) : '';
  } catch {
    return '';
  }
}

function notASource(asked: string): NativeError {
  return NativeError.badRequest(`cannot pull ${JSON.stringify(asked)}: the embedded engine pulls ${ACCEPTED}`);
}
