// What everything is compared with: a proxy that understands nothing. `node byte-pipe.ts <port of Ollama>`
import { Agent, createServer, request as ask } from 'node:http';
import { listen } from '../processes/listen.ts';

const upstream = { host: '127.0.0.1', port: Number(process.argv[2]), agent: new Agent({ keepAlive: true }) };

const server = createServer((request, response) => {
  const { method, url: path, headers } = request;
  const asked = ask({ ...upstream, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  asked.on('error', () => response.destroy());
  response.on('close', () => {
    if (!response.writableFinished) asked.destroy();
  });
  request.pipe(asked);
});

server.keepAliveTimeout = 0;
listen(server);
