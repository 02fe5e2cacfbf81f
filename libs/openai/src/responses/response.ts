import type {
  Response,
  ResponseFunctionCallArgumentsDoneEvent,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { OutputItem } from './items/items.js';

/** What the official type has and no server sends, or OpenAI's alone. */
type LeftOut = 'output' | 'output_text' | 'access_programs';

/** A response as the official types have it; its output holds the items that a native answer can become. */
export type ResponseBody = Omit<Response, LeftOut> & {
  object: 'response';
  output: readonly OutputItem[];
  store: false;
};

export type ResponseStatus = 'in_progress' | 'completed' | 'incomplete' | 'failed';

type WithoutNumber<Event> = Event extends unknown ? Omit<Event, 'sequence_number'> : never;

/** An event that tells of the response as a whole. */
export interface LifecycleEvent {
  type: `response.${'created' | ResponseStatus}`;
  response: ResponseBody;
}

/** An event of a streamed response before it has its number. */
export type StreamEvent =
  | LifecycleEvent
  | ArgumentsDoneEvent
  | WithoutNumber<Exclude<ResponseStreamEvent, { response: unknown } | ResponseFunctionCallArgumentsDoneEvent>>;

/** With the name, which OpenAI's document requires and the official type leaves out. */
type ArgumentsDoneEvent = WithoutNumber<ResponseFunctionCallArgumentsDoneEvent> & { name: string };

type Delta = Extract<StreamEvent, { delta: string }>;

/** An event that tells a piece of a text, but for the piece. */
export type DeltaFrame = Delta extends infer Event ? (Event extends unknown ? Omit<Event, 'delta'> : never) : never;
