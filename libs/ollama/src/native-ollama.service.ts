import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { AdmissionQueue } from './admission/admission-queue.js';
import { type CreateReader, readAnswer } from './answers/answer.js';
import { BytesReader } from './answers/bytes-reader.js';
import { type ChunkForm, ChunkReader } from './answers/chunk-reader.js';
import { toChatChunk, toGenerateChunk, toOnlyChunk } from './answers/chunks.js';
import { type JsonObject, jsonObject } from './answers/json-object.js';
import { NothingReader } from './answers/nothing-reader.js';
import { toTags } from './answers/tags.js';
import { joined } from './bytes/bounded-pieces.js';
import { decodeJson, parseJson } from './bytes/parse-json.js';
import { readChatToken, readGenerateToken } from './ndjson/token-line.js';
import type { FlowControl } from './flow-control.js';
import type { OllamaLimits } from './ollama-limits.js';
import type { OllamaUpstream } from './ollama-upstream.js';
import { OllamaTransport } from './transport/ollama-transport.js';
import type { UpstreamRequest } from './transport/upstream-request.js';
import type { OllamaChatChunk, OllamaChatRequest } from './types/chat.js';
import type { OllamaEmbedRequest } from './types/embed.js';
import type { OllamaGenerateChunk, OllamaGenerateRequest } from './types/generate.js';
import type {
  OllamaDeleteRequest,
  OllamaPsResponse,
  OllamaShowRequest,
  OllamaShowResponse,
  OllamaTagsResponse,
  OllamaVersionResponse,
} from './types/models.js';

const JSON_HEADERS = Object.freeze({ 'content-type': 'application/json' });

const CHAT = { toChunk: toChatChunk, readToken: readChatToken };
const GENERATE = { toChunk: toGenerateChunk, readToken: readGenerateToken };

/**
 * Ollama's native API, typed. All Observables are cold, fail with an OllamaError only, and break the request off at
 * once when they are unsubscribed from.
 */
@Injectable()
export class NativeOllamaService implements OnApplicationShutdown {
  readonly #transport: OllamaTransport;
  readonly #admission: AdmissionQueue | undefined;

  constructor(
    upstream: OllamaUpstream,
    private readonly limits: OllamaLimits,
  ) {
    this.#transport = new OllamaTransport(upstream, limits);
    this.#admission = limits.admission && new AdmissionQueue(limits.admission);
  }

  /**
   * `POST /api/chat`: an emission holds the chunks that one read of the socket brought, and the last chunk of all says
   * `done: true`; with `stream: false` there is that one only. While `flow` is paused nothing is read.
   */
  chat(request: OllamaChatRequest, flow?: FlowControl): Observable<OllamaChatChunk[]> {
    return this.#admitted(this.#chunks('/api/chat', request, CHAT, flow));
  }

  /** `POST /api/generate`, in the manner of `chat`. */
  generate(request: OllamaGenerateRequest, flow?: FlowControl): Observable<OllamaGenerateChunk[]> {
    return this.#admitted(this.#chunks('/api/generate', request, GENERATE, flow));
  }

  /**
   * `POST /api/embed`: emits the bytes of an OllamaEmbedResponse once, in pieces that follow each other. They are megabytes
   * of digits, neither parsed nor joined.
   */
  embed(request: OllamaEmbedRequest, flow?: FlowControl): Observable<readonly Buffer[]> {
    return this.#admitted(
      this.#answer(
        'POST',
        '/api/embed',
        request,
        (subscriber) => new BytesReader((pieces) => pieces, subscriber),
        flow,
      ),
    );
  }

  /** `GET /api/tags`: the models that are there. */
  tags(): Observable<OllamaTagsResponse> {
    return this.#get<JsonObject>('/api/tags').pipe(map(toTags));
  }

  /** `POST /api/show` */
  show(request: OllamaShowRequest): Observable<OllamaShowResponse> {
    return this.#post('/api/show', request);
  }

  /** `GET /api/ps`: the models that are in memory. */
  ps(): Observable<OllamaPsResponse> {
    return this.#get('/api/ps');
  }

  /** `GET /api/version` */
  version(): Observable<OllamaVersionResponse> {
    return this.#get('/api/version');
  }

  /** `DELETE /api/delete`: emits once when the model is gone. Asked once: a second time the model would be missing. */
  delete(request: OllamaDeleteRequest): Observable<void> {
    return readAnswer<void>(
      (onHead, body) =>
        this.#transport.begin({ method: 'DELETE', path: '/api/delete', onHead, ...jsonContent(request) }, body),
      (subscriber) => new NothingReader(subscriber),
    );
  }

  /**
   * Any request, bytes in and bytes out, whatever the answer's status. It is sent once, since a stream can be read once.
   *
   * @param isGeneration whether it waits for its turn among the generations and embeddings
   */
  relay(
    request: UpstreamRequest,
    flow: FlowControl,
    { isGeneration }: { isGeneration: boolean },
  ): Observable<Buffer[]> {
    const answer = this.#transport.send(request, flow);
    return isGeneration ? this.#admitted(answer) : answer;
  }

  /** Breaks off what is still running and closes all connections; requests after it fail as `closed`. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  #admitted<T>(answer: Observable<T>): Observable<T> {
    return this.#admission?.admit(answer) ?? answer;
  }

  #chunks<Chunk extends { done: boolean }>(
    path: string,
    request: { stream?: boolean },
    form: ChunkForm<Chunk>,
    flow?: FlowControl,
  ): Observable<Chunk[]> {
    if (request.stream === false) {
      return this.#json('POST', path, request, (answer) => [toOnlyChunk(answer, form.toChunk)], flow);
    }
    const { maxLineBytes } = this.limits;
    return this.#answer<Chunk[]>(
      'POST',
      path,
      request,
      (subscriber) => new ChunkReader(maxLineBytes, form, subscriber),
      flow,
    );
  }

  #post<T>(path: string, request: object): Observable<T> {
    return this.#json('POST', path, request, (answer) => answer as T);
  }

  #get<T>(path: string): Observable<T> {
    return this.#json('GET', path, undefined, (answer) => answer as T);
  }

  #json<T>(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    toValue: (answer: JsonObject) => T,
    flow?: FlowControl,
  ): Observable<T> {
    const read = (pieces: readonly Buffer[]) => toValue(jsonObject(parseJson(decodeJson(joined(pieces)))));
    return this.#answer(method, path, body, (subscriber) => new BytesReader(read, subscriber), flow);
  }

  #answer<T>(
    method: 'GET' | 'POST',
    path: string,
    body: object | undefined,
    createReader: CreateReader<T>,
    flow?: FlowControl,
  ): Observable<T> {
    const content = body && jsonContent(body);
    return readAnswer(
      (onHead, body) => this.#transport.begin({ method, path, onHead, ...content }, body, flow),
      createReader,
      this.limits.retries,
    );
  }
}

function jsonContent(value: object): Pick<UpstreamRequest, 'headers' | 'body'> {
  return { headers: JSON_HEADERS, body: JSON.stringify(value) };
}
