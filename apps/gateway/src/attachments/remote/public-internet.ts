import { Resolver } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { isPublicAddress } from './public-address.js';

const DNS_ATTEMPTS = { timeout: 2_000, tries: 2 };
const WEB_PORTS = new Set([80, 443]);

/** What of the network a client's URL may lead to. */
@Injectable()
export class PublicInternet {
  /**
   * The addresses of a name; none when nobody knows it. It asks DNS and no local table, and not the system's resolver,
   * whose few threads a name that is slow to resolve would hold.
   */
  async resolve(hostname: string, signal: AbortSignal): Promise<string[]> {
    const resolver = this.newResolver();
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel);
    try {
      const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  allowsAddress(address: string): boolean {
    return isPublicAddress(address);
  }

  allowsPort(port: number): boolean {
    return WEB_PORTS.has(port);
  }

  protected newResolver(): Resolver {
    return new Resolver(DNS_ATTEMPTS);
  }
}
