import type { OllamaCapability } from '@app/ollama';

/** What a model reads and what it makes. */
export interface Modalities {
  input: ('text' | 'image' | 'audio')[];
  output: ('text' | 'image' | 'embedding')[];
}

export function toModalities(capabilities: readonly OllamaCapability[]): Modalities {
  const can = (capability: OllamaCapability) => capabilities.includes(capability);
  return {
    input: ['text', ...(can('vision') ? ['image' as const] : []), ...(can('audio') ? ['audio' as const] : [])],
    output: [
      ...(can('completion') ? ['text' as const] : []),
      ...(can('image') ? ['image' as const] : []),
      ...(can('embedding') ? ['embedding' as const] : []),
    ],
  };
}
