export * from './byte-stream.js';
export * from './event-stream.js';
export type { Flow } from './follow-client.js';
export * from './whole-body.js';
