export * from './answer.js';
export * from './answers.js';
export * from './chunks.js';
export * from './fake-ollama.js';
export * from './faults.js';
export * from './received-request.js';
export * from './recordings.js';
export * from './streams.js';
