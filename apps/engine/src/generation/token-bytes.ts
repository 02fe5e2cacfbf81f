const PRINTABLE = [range(33, 126), range(161, 172), range(174, 255)].flat();
const REST = range(0, 255).filter((byte) => !PRINTABLE.includes(byte));

/** The characters that byte-level vocabularies write for bytes, as GPT-2 does: printable ones for themselves. */
const BYTES_OF_CHARACTERS = new Map([
  ...PRINTABLE.map((byte) => [String.fromCodePoint(byte), byte] as const),
  ...REST.map((byte, index) => [String.fromCodePoint(256 + index), byte] as const),
]);

/**
 * The UTF-8 bytes of a token that is no whole character, by its name in the vocabulary: `âĤ` or `<0xE2>`; undefined
 * when the name tells no bytes.
 */
export function bytesOfVocabularyName(name: string): number[] | undefined {
  const hex = /^<0x([0-9A-F]{2})>$/i.exec(name)?.[1];
  if (hex !== undefined) return [parseInt(hex, 16)];
  const bytes = Array.from(name, (character) => BYTES_OF_CHARACTERS.get(character));
  return bytes.every((byte) => byte !== undefined) ? bytes : undefined;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
