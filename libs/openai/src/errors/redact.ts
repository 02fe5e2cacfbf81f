// What may repeat has an end: a long text would be searched from each of its characters to its end.
const URLS = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>)]+/gi;
const ADDRESSES = /(?:\b\d{1,3}(?:\.\d{1,3}){3}|\[(?=[0-9a-f]{0,4}:)[0-9a-f:]{2,45}\]|\blocalhost)(?::\d+)?/gi;
const PATHS = /(?<![\w./-])(?:~|\.{1,2}|[A-Za-z]:)?[\\/](?:[^\s"'<>:;,()]+)/g;

/** Ollama's texts name its runner's address and the files of its models; neither is a client's business. */
export function redact(text: string): string {
  return text.replace(URLS, '[address]').replace(ADDRESSES, '[address]').replace(PATHS, '[path]');
}
