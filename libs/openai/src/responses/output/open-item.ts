import type { ItemStatus, OutputItem } from '../items/items.js';

/** The item of the output that the model is at; one at a time. */
export interface OpenItem {
  /** As it is now. */
  readonly item: OutputItem;
  /** Tells the end of the item, and of what is in it. */
  close(status: Exclude<ItemStatus, 'in_progress'>): void;
}
