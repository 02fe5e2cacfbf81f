import { afterEach } from 'vitest';
import { EventStreamCheck } from './event-stream-check.js';
import { ResponseStreamCheck } from './response-stream-check.js';
import { schemasOf } from './routes.js';
import { schemaViolations } from './schema-violations.js';

type Fetch = typeof globalThis.fetch;

let violations: string[] = [];

/** What was found since the last call. A test file that imports this module fails in the test that left any. */
export function takeViolations(): string[] {
  const taken = violations;
  violations = [];
  return taken;
}

/** @throws Error that lists what did not match OpenAI's document since the last call */
export function expectNoViolations(): void {
  const taken = takeViolations();
  if (taken.length > 0) throw new Error(`Answers do not match OpenAI's document:\n${taken.join('\n')}`);
}

// A client may swallow what its fetch throws, so the test's end is the place to tell.
afterEach(expectNoViolations);

/**
 * A fetch for the official client (`new OpenAI({ fetch: validatingFetch() })`) that holds every JSON body, every streamed
 * chunk and every error against the schemas of OpenAI's own document. The client sees what was sent, when it was sent.
 */
export function validatingFetch(fetch: Fetch = globalThis.fetch): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(input, init);
    const { protocol, pathname } = new URL(request.url);
    // Before its first form the client fetches a `data:` URL, to see what its fetch can do.
    return protocol === 'data:' ? response : check(response, request.method, pathname);
  };
}

async function check(response: Response, method: string, path: string): Promise<Response> {
  const report = (violation: string) => violations.push(`${method} ${path}: ${violation}`);
  const contentType = response.headers.get('content-type') ?? '';
  const schemas = schemasOf(method, path);
  if (response.ok && schemas === undefined) report('no schema is known for this route');
  if (response.ok && contentType.startsWith('text/event-stream')) return checkEvents(response, schemas?.event, report);
  const text = await response.text();
  const schema = response.ok ? schemas?.json : 'ErrorResponse';
  if (!contentType.startsWith('application/json')) report(`the content type is ${contentType || 'missing'}`);
  else if (schema !== undefined)
    schemaViolations(schema, JSON.parse(text)).forEach((violation) => report(`${violation} in ${text}`));
  return withBody(response, text);
}

function checkEvents(
  response: Response,
  schema: ConstructorParameters<typeof EventStreamCheck>[0] | undefined,
  report: (violation: string) => void,
): Response {
  if (schema === undefined || response.body === null) {
    report('no event stream is expected here');
    return response;
  }
  const Check = schema === 'ResponseStreamEvent' ? ResponseStreamCheck : EventStreamCheck;
  const events = new Check(schema, report);
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, controller) => {
      controller.enqueue(bytes);
      try {
        events.read(bytes);
      } catch (error) {
        report(String(error));
      }
    },
    flush: () => events.end(),
  });
  return withBody(response, response.body.pipeThrough(watch));
}

function withBody({ status, statusText, headers }: Response, body: string | ReadableStream): Response {
  return new Response(body, { status, statusText, headers });
}
