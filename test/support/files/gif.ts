import { GifWriter } from 'omggif';

export type Colour = readonly [red: number, green: number, blue: number];

const RED: Colour = [255, 0, 0];
const GREEN: Colour = [0, 255, 0];
const BLUE: Colour = [0, 0, 255];
const WHITE: Colour = [255, 255, 255];
const PALETTE = [RED, GREEN, BLUE, WHITE];

/**
 * A gif of up to four colours.
 * @param frames each one's pixels, row by row, as numbers of red, green, blue and white
 * @param transparent the number of a colour that is none
 */
export function gif(width: number, height: number, frames: readonly number[][], transparent?: number): Buffer {
  const bytes = Buffer.alloc(1024 + frames.length * (width * height * 2 + 64));
  const writer = new GifWriter(bytes, width, height, {
    palette: PALETTE.map(([red, green, blue]) => (red << 16) | (green << 8) | blue),
    loop: 0,
  });
  for (const frame of frames) writer.addFrame(0, 0, width, height, frame, { delay: 10, transparent });
  return bytes.subarray(0, writer.end());
}

/** The pixels of a frame as red, green, blue and alpha; those of the transparent colour are all zero. */
export function rgba(frame: readonly number[], transparent?: number): Uint8Array {
  return Uint8Array.from(
    frame.flatMap((number) => (number === transparent ? [0, 0, 0, 0] : [...(PALETTE[number] ?? WHITE), 255])),
  );
}
