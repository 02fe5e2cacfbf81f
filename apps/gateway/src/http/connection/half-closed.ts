import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { OpenAnswers } from '../../shutdown/open-answers.js';

/**
 * Cuts off a client that has closed its side in the middle of an answer, and does not read what it was sent. Node ends such
 * a connection too, but first waits until all of that is read: Ollama would be held for as long.
 */
export function cutOffHalfClosed(server: Server, answers: OpenAnswers): void {
  server.on('connection', (socket: Socket) => {
    socket.once('end', () => {
      if (socket.writableLength > 0 && answers.on(socket)?.writableEnded === false) socket.destroy();
    });
  });
}
