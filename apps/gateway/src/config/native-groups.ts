/** Parts of Ollama's own API that are served, or not, together. */
export const NATIVE_GROUPS = ['inference', 'read', 'manage'] as const;
export type NativeGroup = (typeof NATIVE_GROUPS)[number];
