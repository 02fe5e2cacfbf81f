import { UNAVAILABLE_TOOLS_MODES } from '@app/openai';
import { oneOf, type Setting } from './setting.js';

const KEY_BYTES = 32;

/** About the Responses API. */
export const RESPONSE_SETTINGS = {
  unavailableTools: {
    variable: 'GATEWAY_UNAVAILABLE_TOOLS',
    key: 'unavailable_tools',
    default: 'drop_web_search',
    purpose:
      'Tools of a response that only OpenAI’s servers have (file search, code interpreter, MCP, …): refused, or left out and named in the header `x-ignored-fields`. By default only web search is left out: codex sends it with every request.',
    ...oneOf(...UNAVAILABLE_TOOLS_MODES),
  },
  reasoningKey: {
    variable: 'GATEWAY_REASONING_KEY',
    key: 'reasoning_key',
    purpose:
      'Encrypts what the model thought (`encrypted_content`) for clients to send back; the same for all instances. Without it `encrypted_content` is null, and refused in requests.',
    secret: true,
    accepts: '32 bytes in base64, as `openssl rand -base64 32` makes them',
    parse: (text: string): Buffer | undefined => {
      const key = Buffer.from(text.trim(), 'base64');
      return /^[\w+/-]+={0,2}$/.test(text.trim()) && key.length === KEY_BYTES ? key : undefined;
    },
  },
} satisfies Record<string, Setting<unknown>>;
