import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerParser } from '../../libs/ollama/src/http/answer-parser.js';
import { type Wire, wire } from '../support/http-answers.js';

type Head = [status: number, headers: string[]];

interface Reading {
  heads: Head[];
  body: string;
  isComplete: boolean;
  /** Why it is none, as our parser says. */
  reason?: string;
}

/** Where Node reads an answer that is none here, by the reason and the bytes. */
const STRICTER: Record<string, RegExp> = {
  // Whoever does not know an encoding, or finds it twice, cannot tell where the body ends: Node takes it as it comes.
  'The transfer encoding is unknown.': /^transfer-encoding:(?![ \t]*chunked[ \t]*\r)|(?:^transfer-encoding:[^]*){2}/im,
  // Other versions, statuses that are none, protocols nobody has asked for, and line ends that come first.
  'It is no answer in HTTP/1.1.': /(?:^|\r\n\r\n)(?:[\r\n]|HTTP\/(?:0\.9|2\.0|1\.[01] (?:0\d\d|101)))/,
  'A line ends in LF without CR.': /(?:^|\r\n\r\n)\r?\n/,
  // Node takes sizes of up to 64 bits.
  'A chunk is larger than anything.': /\r\n[\da-f]{13,}/i,
  // Names and values that are not there, and values of two kinds.
  'The extension of a chunk is malformed.': /;=|=[;\r]|=[^";\r]+"/,
  // Node refuses one of them in a trailer, and the RFC both.
  'A body has two lengths.': /\r\n0+(?:;.*)?\r\n(?:[^\r\n]+\r\n)*transfer-encoding:/i,
};

/** Node takes a tab behind an encoding for a part of it, which the RFC does not. */
const MISREAD_BY_NODE = /^transfer-encoding:.*\t *\r$/im;

describe('any bytes as an answer in HTTP', () => {
  let answer: Wire;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      for (const piece of answer.pieces) socket.write(piece);
      socket.end();
    });
  });
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => server.close());

  function readByNode({ method }: Wire): Promise<Reading> {
    const { port } = server.address() as AddressInfo;
    const reading: Reading = { heads: [], body: '', isComplete: false };
    return new Promise((resolve) => {
      let response: IncomingMessage | undefined;
      request({ port, host: '127.0.0.1', method, agent: false })
        .on('response', (incoming) => {
          response = incoming;
          reading.heads.push([incoming.statusCode ?? 0, pairs(incoming.rawHeaders)]);
          incoming
            .setEncoding('latin1')
            .on('data', (part: string) => (reading.body += part))
            .on('error', () => {});
        })
        .on('error', () => {})
        .on('close', () => resolve({ ...reading, isComplete: response?.complete ?? false }))
        .end();
    });
  }

  it('is read as Node reads it, or is none', async () => {
    await fc.assert(
      fc.asyncProperty(wire, async (generated) => {
        answer = generated;
        const ours = readByUs(generated);
        const text = Buffer.concat(generated.pieces).toString('latin1');
        if (STRICTER[ours.reason ?? '']?.test(text) || MISREAD_BY_NODE.test(text)) return;
        const nodes = await readByNode(generated);
        expect([ours.isComplete, ours.heads]).toEqual([nodes.isComplete, nodes.heads]);
        // Node may drop what it has of a body that breaks.
        expect(nodes.isComplete ? ours.body : ours.body.slice(0, nodes.body.length)).toBe(nodes.body);
      }),
      { numRuns: 1500 },
    );
  });
});

function readByUs({ method, pieces }: Wire): Reading {
  const reading: Reading = { heads: [], body: '', isComplete: false };
  const parser = new AnswerParser();
  const body: Buffer[] = [];
  parser.begin(method, {
    onHead: ({ status, headers }) =>
      reading.heads.push([
        status,
        Object.entries(headers)
          .flatMap(([name, values]) => [values ?? []].flat().map((value) => `${name}: ${value}`))
          .toSorted(),
      ]),
  });
  try {
    for (const piece of pieces) if (parser.parse(piece, piece.length, body)) reading.isComplete = true;
    if (parser.end()) reading.isComplete = true;
  } catch (error) {
    reading.reason = (error as Error).message;
  }
  reading.body = Buffer.concat(body).toString('latin1');
  return reading;
}

/** Names and values in any order, since only that of a name's values tells anything. */
function pairs(raw: string[]): string[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [`${name.toLowerCase()}: ${raw[index + 1]}`] : [])).toSorted();
}
