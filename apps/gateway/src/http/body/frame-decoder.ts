import { Duplex } from 'node:stream';
import type { Gunzip, Inflate, ZstdDecompress } from 'node:zlib';

type Decoder = Gunzip | Inflate | ZstdDecompress;
type Callback = (error?: Error | null) => void;

// An encoder that writes several frames writes megabytes into each. Nothing at all may be in them, and each costs a decoder.
const MOST_FRAMES = 1000;

/**
 * Decodes what was compressed in one frame or in several, one after the other, however the bytes of them arrive. Node's own
 * decoders end with a frame, and drop what stands in the same piece after it. Fails where the last frame is cut off, and
 * where anything but a frame follows.
 */
export class FrameDecoder extends Duplex {
  #frames = 0;
  #decoder: Decoder;

  constructor(private readonly createDecoder: () => Decoder) {
    super();
    this.#decoder = this.#nextDecoder();
  }

  override _write(piece: Buffer, _encoding: string, done: Callback): void {
    this.#decode(piece, done);
  }

  override _final(done: Callback): void {
    this.#decoder.once('end', () => {
      this.push(null);
      done();
    });
    this.#decoder.end();
  }

  override _read(): void {
    this.#decoder.resume();
  }

  override _destroy(error: Error | null, done: Callback): void {
    this.#decoder.destroy();
    done(error);
  }

  #decode(piece: Buffer, done: Callback): void {
    const decoder = this.#decoder;
    const end = decoder.bytesWritten + piece.length;
    const bytesLeft = () => end - decoder.bytesWritten;
    const decodeNextFrame = () => {
      if (this.#frames === MOST_FRAMES) return done(new Error('too many frames'));
      this.#decoder = this.#nextDecoder();
      this.#decode(piece.subarray(piece.length - bytesLeft()), done);
    };
    decoder.once('end', decodeNextFrame);
    decoder.write(piece, () => {
      if (bytesLeft() > 0) return;
      decoder.off('end', decodeNextFrame);
      done();
    });
  }

  #nextDecoder(): Decoder {
    this.#frames++;
    const decoder = this.createDecoder();
    decoder.on('error', (error) => this.destroy(error));
    return decoder.on('data', (part: Buffer) => {
      if (!this.push(part)) decoder.pause();
    });
  }
}
