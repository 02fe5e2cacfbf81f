import type { Answer } from './answer.js';
import { recorded } from './answers.js';
import type { ReceivedRequest } from './received-request.js';

const OWN_ORIGIN =
  /^(https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(:\d+)?|(app|file|tauri|vscode-webview):\/\/.*)$/;
const OWN_HOST = /^(localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|[^:]*\.(localhost|local|internal))(:\d+)?$/;

/** Turns foreign pages and host names away, and answers the browser's preflight, before any route. */
export function accessAnswer({ method, headers }: ReceivedRequest): Answer | undefined {
  if (headers.host !== undefined && !OWN_HOST.test(headers.host)) return recorded('server', 'foreign-host');
  if (headers.origin === undefined) return undefined;
  if (!OWN_ORIGIN.test(headers.origin)) return recorded('server', 'foreign-origin');
  return method === 'OPTIONS' ? recorded('server', 'cors-preflight') : undefined;
}
