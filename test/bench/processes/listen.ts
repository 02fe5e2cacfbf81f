import type { AddressInfo, Server } from 'node:net';

/** Listens on a free port, and tells it to whoever has started this process. */
export function listen(server: Server): void {
  // Whoever started it has ended.
  process.once('disconnect', () => process.exit());
  server.listen(0, '127.0.0.1', 16_384, () => process.send?.({ port: (server.address() as AddressInfo).port }));
}
