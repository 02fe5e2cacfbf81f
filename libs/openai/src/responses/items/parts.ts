import type { ResponseOutputText } from 'openai/resources/responses/responses';

/** Parts of the content of items, in the words of the Responses API. */
export interface InputTextPart {
  type: 'input_text';
  text: string;
}

export interface InputImagePart {
  type: 'input_image';
  image_url?: string | null;
  file_id?: string | null;
  detail?: 'auto' | 'low' | 'high' | 'original' | null;
}

export interface InputFilePart {
  type: 'input_file';
  file_id?: string | null;
  file_url?: string | null;
  file_data?: string | null;
  filename?: string | null;
}

export interface OutputTextPart {
  type: 'output_text';
  text: string;
  annotations: ResponseOutputText['annotations'];
  logprobs: ResponseOutputText.Logprob[];
}

/** What clients send back of an `output_text`; some leave the rest out. */
export type HistoricTextPart = Pick<OutputTextPart, 'type' | 'text'>;

export interface RefusalPart {
  type: 'refusal';
  refusal: string;
}

export interface SummaryTextPart {
  type: 'summary_text';
  text: string;
}

export interface ReasoningTextPart {
  type: 'reasoning_text';
  text: string;
}

/** Of what a tool returned. */
export type ResultPart = InputTextPart | InputImagePart | InputFilePart;

export type MessagePart = ResultPart | HistoricTextPart | RefusalPart;
