/** Bytes that may still be taken, shared by those who take them. */
export class ByteAllowance {
  constructor(private left: number) {}

  /** False when that is more than are left. */
  take(bytes: number): boolean {
    this.left -= bytes;
    return this.left >= 0;
  }
}
