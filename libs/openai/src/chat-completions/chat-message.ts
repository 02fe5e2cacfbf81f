/** Messages of a chat completion request, as the OpenAI API has them; `reasoning` is Ollama's word for thinking. */
export interface TextPart {
  type: 'text';
  text: string;
}

export interface RefusalPart {
  type: 'refusal';
  refusal: string;
}

export interface ImagePart {
  type: 'image_url';
  image_url: string | { url: string; detail?: string | null };
}

export interface AudioPart {
  type: 'input_audio';
  input_audio: { data: string; format: 'wav' | 'mp3' };
}

export interface FilePart {
  type: 'file';
  file: { file_data?: string | null; file_id?: string | null; filename?: string | null };
}

export type ContentPart = TextPart | ImagePart | AudioPart | FilePart;

export interface FunctionToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export interface CustomToolCall {
  id: string;
  type: 'custom';
  custom: { name: string; input: string };
}

export interface SystemMessage {
  role: 'system' | 'developer';
  content: string | TextPart[];
}

export interface UserMessage {
  role: 'user';
  content: string | ContentPart[];
}

export interface AssistantMessage {
  role: 'assistant';
  content?: string | (TextPart | RefusalPart)[] | null;
  refusal?: string | null;
  reasoning?: string | null;
  reasoning_content?: string | null;
  tool_calls?: (FunctionToolCall | CustomToolCall)[] | null;
  function_call?: { name: string; arguments: string } | null;
}

export interface ToolMessage {
  role: 'tool';
  content: string | TextPart[];
  tool_call_id: string;
}

export interface FunctionMessage {
  role: 'function';
  name: string;
  content: string | null;
}

export type ChatMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage | FunctionMessage;
