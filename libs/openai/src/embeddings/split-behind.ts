/**
 * Cuts bytes behind each `byte`, searched natively. What follows the last one is the last part, and may be empty. Only a
 * part that began in an earlier piece is copied.
 * @param pieces that follow each other
 * @param most parts to be made; undefined when there are more
 */
export function splitBehind(byte: number, pieces: readonly Buffer[], most: number): Buffer[] | undefined {
  const parts: Buffer[] = [];
  let begun: Buffer[] = [];
  for (const piece of pieces) {
    let start = 0;
    for (let at = piece.indexOf(byte); at !== -1; at = piece.indexOf(byte, start)) {
      if (parts.length + 1 === most) return undefined;
      const end = piece.subarray(start, at + 1);
      parts.push(begun.length === 0 ? end : Buffer.concat([...begun, end]));
      begun = [];
      start = at + 1;
    }
    if (start < piece.length) begun.push(piece.subarray(start));
  }
  parts.push(Buffer.concat(begun));
  return parts;
}
