import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PublicInternet } from './public-internet.js';

const A = 1;
const AAAA = 28;
const NAMES: Record<string, string[]> = {
  'both.example': ['192.0.2.1', '192.0.2.2', '2001:db8::1'],
  'four.example': ['192.0.2.1'],
  'six.example': ['2001:db8::1'],
};

let server: Socket;
let asked: string[];

class InternetOfThisTest extends PublicInternet {
  protected override newResolver(): Resolver {
    const resolver = new Resolver({ timeout: 60_000, tries: 1 });
    resolver.setServers([`127.0.0.1:${server.address().port}`]);
    return resolver;
  }
}

const internet = new InternetOfThisTest();
const never = new AbortController().signal;

beforeAll(async () => {
  asked = [];
  server = createSocket('udp4');
  server.on('message', (query, client) => {
    const { name, type, end } = questionOf(query);
    asked.push(name);
    server.emit('asked');
    if (name !== 'slow.example') server.send(answer(query, end, type, NAMES[name]), client.port, client.address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => server.close());

describe('PublicInternet', () => {
  it.each(Object.entries(NAMES))('resolves %s', async (name, addresses) => {
    await expect(internet.resolve(name, never)).resolves.toEqual(addresses);
  });

  it.each(['nowhere.example', 'localhost'])('finds nothing of %s', async (name) => {
    await expect(internet.resolve(name, never)).resolves.toEqual([]);
  });

  it('asks no more when nobody waits', async () => {
    const leave = new AbortController();
    const addresses = internet.resolve('slow.example', leave.signal);
    while (!asked.includes('slow.example')) await once(server, 'asked');
    leave.abort();
    await expect(addresses).resolves.toEqual([]);
  });

  it('has the ports of the web', () => {
    expect([80, 443, 0, 22, 8080, 11434].filter((port) => internet.allowsPort(port))).toEqual([80, 443]);
  });

  it('has public addresses', () => {
    expect(internet.allowsAddress('8.8.8.8')).toBe(true);
    expect(internet.allowsAddress('127.0.0.1')).toBe(false);
  });
});

/** The name and type that a query asks for, and where its question ends (RFC 1035, 4.1). */
function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answer(query: Buffer, end: number, type: number, addresses: string[] | undefined): Buffer {
  const records = (addresses ?? []).filter((address) => (isIPv4(address) ? A : AAAA) === type).map(recordOf);
  const head = Buffer.from(query.subarray(0, end));
  const noSuchName = 3;
  head.writeUInt16BE(0x8180 | (addresses === undefined ? noSuchName : 0), 2);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt16BE(0, 10);
  return Buffer.concat([head, ...records]);
}

/** One address of the name in the question. */
function recordOf(address: string): Buffer {
  const data = Buffer.from(ipaddr.parse(address).toByteArray());
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(isIPv4(address) ? A : AAAA, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([record, data]);
}
