export * from './errors/openai-error.js';
