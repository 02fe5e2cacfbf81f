const URLS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)]+/gi;
const ADDRESSES = /(?:\b\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]*:[0-9a-f:]*\]|\blocalhost)(?::\d+)?/gi;
const PATHS = /(?<![\w./-])(?:~|\.{1,2}|[A-Za-z]:)?[\\/](?:[^\s"'<>:;,()]+)/g;

/** Ollama's texts name its runner's address and the files of its models; neither is a client's business. */
export function redact(text: string): string {
  return text.replace(URLS, '[address]').replace(ADDRESSES, '[address]').replace(PATHS, '[path]');
}
