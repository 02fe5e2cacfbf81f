const API = /^\/(?:v1|api)\//;

/**
 * The path, with its query, without the slash that some clients put behind it; Ollama sends them on to the path without.
 * Pages are left alone: their links are relative.
 */
export function withoutTrailingSlash(url: string): string {
  const query = url.indexOf('?');
  const end = query === -1 ? url.length : query;
  return url[end - 1] === '/' && API.test(url) ? url.slice(0, end - 1) + url.slice(end) : url;
}
