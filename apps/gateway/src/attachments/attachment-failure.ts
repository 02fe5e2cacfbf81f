import type { AttachmentProblem } from '@app/openai';

/** An attachment cannot be taken. Its reason is told to the client, and names neither an address nor what was there. */
export class AttachmentFailure extends Error {
  override readonly name = 'AttachmentFailure';

  constructor(
    readonly problem: AttachmentProblem,
    /** As it goes on after a colon. */
    readonly reason: string,
  ) {
    super(reason);
  }
}
