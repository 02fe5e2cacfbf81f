import type { DeltaFrame, StreamEvent } from '../response.js';

/** Is told what becomes of the output while it comes. */
export interface OutputSink {
  emit(event: StreamEvent): void;
  /** Says what the next deltas are pieces of. */
  beginDeltas(frame: DeltaFrame): void;
  delta(text: string): void;
}

/** For an answer that is told whole, at its end. */
export const SILENT: OutputSink = {
  emit: () => {},
  beginDeltas: () => {},
  delta: () => {},
};
