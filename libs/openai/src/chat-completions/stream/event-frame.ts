/** An event but for one text, which stands between the parts: the rest is the same for each token of a stream. */
export type EventFrame = readonly string[];

const HOLE = '\u0000';
const HOLE_AS_JSON = JSON.stringify(HOLE);

/** @param eventOf makes the event of a text; what it says after the model's name may hold the text only */
export function frameOf(eventOf: (text: string) => string): EventFrame {
  const parts = eventOf(HOLE).split(HOLE_AS_JSON);
  const others = eventOf('').split(HOLE_AS_JSON).length;
  // The model's name stands before the text, and may be anything.
  return [parts.slice(0, others).join(HOLE_AS_JSON), ...parts.slice(others)];
}

/** @param text the value that fills the frame's holes */
export function fill(frame: EventFrame, text: string): string {
  const json = JSON.stringify(text);
  return frame.length === 2 ? `${frame[0]}${json}${frame[1]}` : frame.join(json);
}
