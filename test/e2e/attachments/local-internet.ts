import { PublicInternet } from '../../../apps/gateway/src/attachments/remote/public-internet.js';
import type { Gateway } from '../../support/gateway.js';

/** Where the image host of the tests listens: for them it is the one public address of this machine. */
const PUBLIC = '127.0.0.1';

/**
 * The internet as a gateway under test sees it: this machine stands for a public host, and names are what the test says
 * they are. Everything else is judged as ever.
 */
export class LocalInternet {
  /** Names that were resolved, in order. */
  readonly resolved: string[] = [];
  readonly #names = new Map<string, string[][]>();
  readonly #ports: Set<number>;

  constructor(gateway: Gateway, port: number) {
    this.#ports = new Set([port]);
    const internet = gateway.app.get(PublicInternet);
    const real = new PublicInternet();
    internet.resolve = (name) => this.#resolve(name);
    internet.allowsAddress = (address) => address === PUBLIC || real.allowsAddress(address);
    internet.allowsPort = (asked) => this.#ports.has(asked) || real.allowsPort(asked);
  }

  /** What a name resolves to, one list after the other; the last one stays. It is the image host unless told. */
  name(name: string, ...answers: string[][]): void {
    this.#names.set(name, answers);
  }

  /** Has another port of the web. */
  open(port: number): void {
    this.#ports.add(port);
  }

  reset(): void {
    this.resolved.length = 0;
    this.#names.clear();
  }

  #resolve(name: string): Promise<string[]> {
    this.resolved.push(name);
    const answers = this.#names.get(name) ?? [[PUBLIC]];
    return Promise.resolve((answers.length > 1 ? answers.shift() : answers[0]) ?? []);
  }
}
