import { NativeError } from '../errors/native-error.js';

const MISSING = /\b404\b|not found|does not exist|Cannot get quantization/i;

/** What went wrong with a download, without the addresses that the libraries name. */
export function downloadError(error: unknown): NativeError {
  if (error instanceof NativeError) return error;
  if (MISSING.test(String(error)))
    return new NativeError(404, 'pull model manifest: file does not exist', { cause: error });
  return new NativeError(502, 'pull model: the download failed', { cause: error });
}
