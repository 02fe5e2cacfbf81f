import * as fc from 'fast-check';

/** An answer to a request with that method, as it comes from the network; what is behind it is in no piece. */
export interface Wire {
  method: string;
  pieces: Buffer[];
}

const often = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>, times = 9) =>
  fc.oneof({ weight: times, arbitrary: usual }, { weight: 1, arbitrary: odd });
const lines = (texts: readonly string[]) => texts.map((text) => `${text}\r\n`).join('');
const anyBytes = (maxLength: number) =>
  fc.array(fc.nat(255), { maxLength }).map((bytes) => String.fromCharCode(...bytes));

const statusLine = often(
  fc.constantFrom(
    'HTTP/1.1 200 OK',
    'HTTP/1.1 200',
    'HTTP/1.0 200 ok',
    'HTTP/1.1 204 x',
    'HTTP/1.1 304 x',
    'HTTP/1.1 404 N\xfct',
  ),
  fc.constantFrom(
    'HTTP/1.1 101 x',
    'HTTP/1.1 20 x',
    'HTTP/1.1 099 x',
    'HTTP/1.1 2000 x',
    'HTTP/2.0 200 x',
    'HTTP/1.2 200 x',
    'HTTP/0.9 200 x',
    'HTTP/1.1  200 x',
    'ICY 200 x',
    'http/1.1 200 x',
    '',
    'HTTP/1.1 200x',
    'HTTP/1.1 999 \t\x01',
  ),
);

const header = often(
  fc.constantFrom(
    'Date: today',
    'x-a: 1',
    'X-A:2',
    'x-b:\t b \t',
    'x-empty:',
    'connection: close',
    'Connection: keep-alive',
    'keep-alive: timeout=5',
    'set-cookie: a',
    'set-cookie: b',
    'x-c: \xe9\xff',
    'upgrade: h2c',
    'x!#$%&*+.^_`|~: 1',
  ),
  fc.constantFrom(
    'x y: 1',
    'x : 1',
    ' folded',
    '\tfolded: 1',
    'none',
    ': 1',
    'x: \x01',
    'x: a\rb',
    'x: \0',
    'x: \x7f',
    '\xe9: 1',
    'x\0: 1',
    'x:\x0b1',
    'x: a\r',
    '(x): 1',
    'connection: upgrade',
  ),
  14,
);
const headers = fc.array(header, { maxLength: 4 });

const interim = often(
  fc.constant(''),
  fc
    .tuple(fc.constantFrom('100 Continue', '102 x', '103 Early Hints'), headers)
    .map(([status, headers]) => lines([`HTTP/1.1 ${status}`, ...headers, ''])),
  4,
);

const content = fc.oneof(fc.constantFrom('', '{"a":1}\n', 'HTTP/1.1 200 OK\r\n\r\n'), anyBytes(40));

const extension = often(
  fc.constant(''),
  fc.constantFrom(
    ';a',
    ';a=b',
    '; a=b',
    ';a="b;c"',
    ';a=b;c',
    ';',
    ';;',
    ';a=',
    ';=b',
    ';a="b',
    ';a b',
    ';\xff',
    ';a="\xff"',
    ';a=\x01',
    ';a\n',
    ';a\r',
    ' ;a',
    ';a\t',
    ';a="\\""',
    ';a="b"c',
    ' ',
    ';(',
    ';a=;b',
  ),
  5,
);
const trailers = often(
  fc.constant<string[]>([]),
  fc.array(fc.oneof(header, fc.constantFrom('content-length: 5', 'transfer-encoding: chunked', 'x')), { maxLength: 3 }),
  3,
);
const size = (length: number) =>
  often(
    fc.constantFrom(length.toString(16), length.toString(16).toUpperCase(), length.toString(16).padStart(4, '0')),
    fc.constantFrom(
      '',
      'g',
      '-1',
      '+1',
      '0x1',
      '1000000000000000',
      'ffffffffffffffff',
      ' 1',
      (length + 1).toString(16),
      '0000000000000',
    ),
    40,
  );

const chunk = fc
  .tuple(content, extension)
  .chain(([content, extension]) =>
    size(content.length).map((size) => (content === '' ? '' : `${size}${extension}\r\n${content}\r\n`)),
  );
const chunks = fc
  .tuple(fc.array(chunk, { maxLength: 4 }), extension, trailers)
  .map(([chunks, extension, trailers]) => `${chunks.join('')}0${extension}\r\n${lines(trailers)}\r\n`);

const framed = fc.oneof(
  content.chain((body) =>
    often(
      fc.constantFrom(`Content-Length: ${body.length}`, `content-length:0${body.length} `),
      fc.constantFrom(
        'content-length: +5',
        'content-length: -1',
        'content-length: 5, 5',
        'content-length:',
        'content-length: 0x1',
        'content-length: 1 1',
        'content-length: 99999999999999999999',
        'content-length: 1\r\ncontent-length: 1',
        `content-length: ${body.length}\r\ntransfer-encoding: chunked`,
        `transfer-encoding: chunked\r\ncontent-length: ${body.length}`,
      ),
    ).map((field) => ({ field, body })),
  ),
  chunks.chain((body) =>
    often(
      fc.constantFrom('Transfer-Encoding: Chunked', 'transfer-encoding:chunked'),
      fc.constantFrom(
        'transfer-encoding: gzip, chunked',
        'transfer-encoding: chunked, gzip',
        'transfer-encoding: identity',
        'transfer-encoding: chunked;a',
        'transfer-encoding:',
        'transfer-encoding: chunked\r\nTransfer-Encoding: chunked',
        'transfer-encoding: xchunked',
        'transfer-encoding: chunked, chunked',
        'transfer-encoding: gzip\r\ntransfer-encoding: chunked',
        'transfer-encoding: \xa0chunked',
      ),
    ).map((field) => ({ field, body })),
  ),
  content.map((body) => ({ field: undefined, body })),
);

const message = fc
  .tuple(
    interim,
    statusLine,
    headers,
    framed,
    headers,
    often(fc.constant(''), fc.constantFrom('x', '\r\n', 'HTTP/1.1 200 OK\r\n\r\n')),
  )
  .map(
    ([interim, status, before, { field, body }, after, surplus]) =>
      `${interim}${lines([status, ...before, ...(field === undefined ? [] : [field]), ...after])}\r\n${body}${surplus}`,
  );

const change = fc.record({
  at: fc.nat(400),
  deleted: fc.nat(1),
  inserted: fc.constantFrom('', '\r', '\n', '\0', ' ', ':', ';', '\x7f', '\xff', '0', 'a', '\t'),
});

const broken = fc
  .tuple(
    message,
    often(fc.constant<{ at: number; deleted: number; inserted: string }[]>([]), fc.array(change, { maxLength: 1 }), 2),
    often(fc.constant(Infinity), fc.nat(300), 5),
  )
  .map(([text, changes, length]) => {
    for (const { at, deleted, inserted } of changes) {
      const start = at % (text.length + 1);
      text = text.slice(0, start) + inserted + text.slice(start + deleted);
    }
    return text.slice(0, length);
  });

/** Answers of all kinds, some of which are broken, in pieces of any size. */
export const wire: fc.Arbitrary<Wire> = fc
  .tuple(
    often(fc.constant('GET'), fc.constant('HEAD'), 6),
    broken,
    fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }),
  )
  .map(([method, text, sizes]) => ({ method, pieces: cut(Buffer.from(text, 'latin1'), sizes) }));

/** The last size is that of all pieces that follow, times sixteen. */
function cut(bytes: Buffer, sizes: number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = sizes[index] ?? 16 * (sizes.at(-1) ?? 1);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
