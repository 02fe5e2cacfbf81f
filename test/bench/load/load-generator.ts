// A process that asks: it is told each load over IPC, and tells what it measured.
import { holdOpen, type OpenLoad } from './hold-open.ts';
import { type Load, measure } from './measure.ts';

export type Order = { measure: Load } | { holdOpen: OpenLoad };

process.on('message', async (order: Order) => {
  process.send?.('measure' in order ? await measure(order.measure) : await holdOpen(order.holdOpen));
});
process.on('disconnect', () => process.exit());
