/** An event as a client reads it. */
export type ToldEvent = { type: string } & Record<string, unknown>;

const ID = /"(?<prefix>resp|msg|rs|fc|ctc|call)_[0-9a-f]{32}"/g;
const TIME = /"(?<name>created_at|completed_at)":\d+/g;

/**
 * The events in the text of a streamed response. What differs from run to run is made the same: ids are numbered in the
 * order in which they come (`msg_0`, `fc_1`, …), times are 0.
 * @throws Error for what is not a sequence of whole events, each with the line that names it and its number
 */
export function toldEvents(text: string): ToldEvent[] {
  if (!text.endsWith('\n\n')) throw new Error(`The stream ends within an event: ${text}`);
  const blocks = sameInEveryRun(text).slice(0, -2).split('\n\n');
  return blocks.map((block, index) => {
    const [, name, data] = /^event: (\S+)\ndata: (\{[^\n]*\})$/.exec(block) ?? [];
    if (name === undefined || data === undefined) throw new Error(`Not an event: ${block}`);
    const { type, sequence_number, ...fields } = JSON.parse(data) as ToldEvent;
    if (type !== name || sequence_number !== index) throw new Error(`Event ${index} is not what it says: ${block}`);
    return { type, ...fields };
  });
}

/** A response as one body, made the same in every run as events are. */
export function toldBody(text: string): Record<string, unknown> {
  return JSON.parse(sameInEveryRun(text)) as Record<string, unknown>;
}

function sameInEveryRun(text: string): string {
  const numbers = new Map<string, number>();
  const numberOf = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size);
    return numbers.get(id);
  };
  return text
    .replaceAll(ID, (id, prefix: string) => `"${prefix}_${numberOf(id)}"`)
    .replaceAll(TIME, (_time, name: string) => `"${name}":0`);
}
