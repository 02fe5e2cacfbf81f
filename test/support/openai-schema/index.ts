export * from './schema-violations.js';
export * from './validating-fetch.js';
