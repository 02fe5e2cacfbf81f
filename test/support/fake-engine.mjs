// Stands in for the embedded engine: says where it listens, tells its arguments, and ends when it is asked to. The models'
// directory decides how it behaves: "stubborn" ignores SIGTERM, "broken" ends at once.
import { createServer } from 'node:http';

const [, models] = process.argv.slice(2);
if (models === 'broken') process.exit(3);
if (models === 'stubborn') process.on('SIGTERM', () => undefined);
process.on('disconnect', () => process.exit(0));

let hanging = 0;
const server = createServer((request, response) => {
  if (request.url === '/crash') process.exit(7);
  if (request.url === '/hanging') response.end(String(hanging));
  else if (request.url?.startsWith('/hang/')) hanging += 1;
  else response.end(JSON.stringify(process.argv.slice(2)));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'news', port: 1 });
  process.send?.({ type: 'listening', port: server.address().port });
});
