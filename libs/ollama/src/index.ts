export * from './errors/ollama-error.js';
export type * from './errors/ollama-failure.js';
export * from './flow-control.js';
export type * from './types/chat.js';
export type * from './types/common.js';
export type * from './types/options.js';
