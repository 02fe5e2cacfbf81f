/** An error as Ollama's native API answers it: a status and `{"error": message}`. */
export class NativeError extends Error {
  constructor(
    readonly status: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static badRequest(message: string): NativeError {
    return new NativeError(400, message);
  }

  static modelNotFound(name: string): NativeError {
    return new NativeError(404, `model '${name}' not found`);
  }

  static modelRequired(): NativeError {
    return NativeError.badRequest('model is required');
  }

  static notInTheEngine(what: string): NativeError {
    return new NativeError(501, `the embedded engine does not ${what}; connect an Ollama for it`);
  }

  static busy(): NativeError {
    return new NativeError(503, 'server busy, please try again.  maximum pending requests exceeded');
  }

  /** @param tokens unknown of a text that is too long to count: with it a client can tell how much it has to drop */
  static tooLong(contextLength: number, tokens?: number): NativeError {
    const length = tokens === undefined ? 'the input length' : `the input length (${tokens} tokens)`;
    return NativeError.badRequest(`${length} exceeds the context length (${contextLength} tokens)`);
  }

  toBody(): { error: string } {
    return { error: this.message };
  }
}

/** Whatever was thrown, as the client may see it: nothing of the inside of the engine. */
export function toNativeError(error: unknown): NativeError {
  if (error instanceof NativeError) return error;
  if (isTooDeep(error)) return NativeError.badRequest('the request is nested too deeply');
  const status = statusOf(error);
  if (status === 413) return new NativeError(413, 'the request body is too large');
  if (status !== undefined && status >= 400 && status < 500) return new NativeError(status, 'the request is not valid');
  return new NativeError(500, 'the embedded engine failed to answer', { cause: error });
}

function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}

function statusOf(error: unknown): number | undefined {
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}
