import { Inject, Injectable } from '@nestjs/common';
import { AdmissionQueue } from '@app/ollama';
import { Agent, type Dispatcher, request } from 'undici';
import type { Observable } from 'rxjs';
import { CONFIGURATION } from '../../config/configuration.module.js';
import type { Configuration } from '../../config/settings.js';
import { VERSION } from '../../version.js';
import { AttachmentFailure } from '../attachment-failure.js';
import { cancellable } from '../cancellable.js';
import { ByteAllowance } from './byte-allowance.js';
import { publicConnector } from './public-connector.js';
import { PublicInternet } from './public-internet.js';
import { toRemoteUrl } from './remote-url.js';

const MAX_REDIRECTS = 3;
// Nothing that would have to be unpacked: a little of it can be very much.
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': `ollama-gateway/${VERSION}` };

/** Fetches what a client names by URL, from the public internet only. */
@Injectable()
export class RemoteFiles {
  // Strangers' hosts are as slow, and their files as large, as they are let be: all together are bounded.
  readonly #fetches: AdmissionQueue;

  constructor(
    private readonly internet: PublicInternet,
    @Inject(CONFIGURATION)
    private readonly configuration: Pick<
      Configuration,
      'attachmentTimeout' | 'imageLimit' | 'maxFetches' | 'maxQueue' | 'queueTimeout'
    >,
  ) {
    const { maxFetches, maxQueue, queueTimeout } = configuration;
    this.#fetches = new AdmissionQueue({ maxInFlight: maxFetches, maxWaiting: maxQueue, maxWaitMs: queueTimeout });
  }

  /**
   * @param allowance what all files of one request may be together
   * @returns a cold Observable of the file, which waits for its turn and fails with an AttachmentFailure, or as overloaded;
   *   unsubscribing ends the wait and the transfer
   */
  get(url: string, allowance: ByteAllowance): Observable<Uint8Array> {
    return this.#fetches.admit(this.fetch(url, allowance));
  }

  private fetch(url: string, allowance: ByteAllowance): Observable<Uint8Array> {
    return cancellable(async (signal) => {
      const patience = AbortSignal.timeout(this.configuration.attachmentTimeout);
      const until = AbortSignal.any([signal, patience]);
      const agent = new Agent({
        connect: publicConnector(this.internet, until, this.configuration.attachmentTimeout),
      });
      try {
        return await this.read(await this.follow(url, agent, until), allowance);
      } catch (error) {
        if (error instanceof AttachmentFailure) throw error;
        throw failed(
          patience.aborted
            ? `it could not be fetched within ${this.configuration.attachmentTimeout / 1000} s`
            : 'it could not be fetched',
        );
      } finally {
        // Nothing is kept of strangers: each connection serves one file.
        void agent.destroy();
      }
    });
  }

  /** Each step is held to the same rules as the first. */
  private async follow(start: string, dispatcher: Agent, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    let url = toRemoteUrl(start, this.internet);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await request(url, { dispatcher, signal, headers: HEADERS });
      const { statusCode, headers, body } = answer;
      if (statusCode === 200) return answer;
      void body.dump();
      const location = headers['location'];
      if (statusCode < 300 || statusCode > 399 || typeof location !== 'string') {
        throw failed(`its host answered with status ${statusCode}`);
      }
      url = toRemoteUrl(location, this.internet, url);
    }
    throw failed(`its host redirects more than ${MAX_REDIRECTS} times`);
  }

  private async read({ headers, body }: Dispatcher.ResponseData, ofRequest: ByteAllowance): Promise<Uint8Array> {
    const { imageLimit } = this.configuration;
    const tooLarge = new AttachmentFailure('too-large', `it is larger than ${imageLimit} bytes`);
    if (Number(headers['content-length']) > imageLimit) {
      void body.dump();
      throw tooLarge;
    }
    const ofFile = new ByteAllowance(imageLimit);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      if (!ofFile.take(chunk.length)) throw tooLarge;
      if (!ofRequest.take(chunk.length)) {
        throw new AttachmentFailure('too-large', 'what the request names by URL is too large together');
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}

function failed(reason: string): AttachmentFailure {
  return new AttachmentFailure('download-failed', reason);
}
