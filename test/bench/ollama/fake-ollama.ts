// A process that answers as a very fast Ollama would. It is written on bare sockets, so that it is not the limit of what is
// measured. The name of the model says how it answers: `plain` and `embed` whole; `flood-<tokens>` each token in a write of
// its own, as fast as possible; `burst-<tokens>` all in one write; `paced-<tokens>-<milliseconds>` one after each pause.
import { createServer, type Socket } from 'node:net';
import { listen } from '../processes/listen.ts';
import { EMBED_ANSWER, PLAIN_ANSWER, STREAM_HEAD, streamOf, VERSION_ANSWER } from './answers.ts';

const HEAD_END = '\r\n\r\n';
const streams = new Map<number, Buffer[]>();
let phase = 0;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  let received = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
    const request = received.toString('latin1');
    const headEnd = request.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
    if (received.length < headEnd + HEAD_END.length + length) return;
    received = Buffer.alloc(0);
    answer(socket, request);
  });
});

function answer(socket: Socket, request: string): void {
  const [, mode, tokens, pause] = /"model":"([a-z]+)-?(\d*)-?(\d*)"/.exec(request) ?? [];
  switch (mode) {
    case 'plain':
      socket.write(PLAIN_ANSWER);
      break;
    case 'embed':
      socket.write(EMBED_ANSWER);
      break;
    case 'burst':
      socket.write(Buffer.concat([STREAM_HEAD, ...stream(Number(tokens))]));
      break;
    case 'flood':
      flood(socket, stream(Number(tokens)));
      break;
    case 'paced':
      pace(socket, stream(Number(tokens)), Number(pause));
      break;
    default:
      socket.write(VERSION_ANSWER);
  }
}

function stream(tokens: number): Buffer[] {
  const known = streams.get(tokens) ?? streamOf(tokens);
  streams.set(tokens, known);
  return known;
}

function flood(socket: Socket, pieces: readonly Buffer[]): void {
  let next = 0;
  const writeNext = () => {
    const piece = pieces[next++];
    if (piece === undefined || socket.destroyed) return;
    socket.write(piece);
    setImmediate(writeNext);
  };
  socket.write(STREAM_HEAD);
  writeNext();
}

function pace(socket: Socket, pieces: readonly Buffer[], pauseMs: number): void {
  let next = 0;
  const writeNext = () => {
    const piece = pieces[next++];
    if (piece === undefined || socket.destroyed) clearInterval(timer);
    else socket.write(piece);
  };
  let timer: NodeJS.Timeout;
  socket.write(STREAM_HEAD);
  // Streams that begin together do not go on in step.
  phase = (phase + 7) % pauseMs;
  setTimeout(() => (timer = setInterval(writeNext, pauseMs)), phase);
}

listen(server);
