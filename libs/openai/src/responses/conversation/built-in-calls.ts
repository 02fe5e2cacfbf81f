import { toArguments } from '../../tool-calls/historic-arguments.js';
import type { BuiltInCallItem, BuiltInOutputItem } from '../items/built-in-items.js';

/** A call of one of OpenAI's own tools, as any call. */
export interface HistoricCall {
  name: string;
  arguments: Record<string, unknown>;
  id?: string;
  /** Where the item has it itself. */
  result?: string;
}

/**
 * @param path where the item stands in the request
 * @throws OpenAiError 400 for arguments that are no JSON object
 */
export function toHistoricCall(item: BuiltInCallItem, path: string): HistoricCall {
  switch (item.type) {
    case 'file_search_call':
      return {
        name: 'file_search',
        arguments: { queries: item.queries ?? [] },
        ...textOf(item.results?.map(({ filename, text }) => [filename, text])),
      };
    case 'web_search_call':
      return { name: 'web_search', arguments: item.action ?? {} };
    case 'code_interpreter_call':
      return {
        name: 'code_interpreter',
        arguments: { code: item.code ?? '' },
        ...textOf(item.outputs?.map(({ logs }) => [logs])),
      };
    case 'mcp_call':
      return {
        name: item.name,
        arguments: toArguments(item.arguments, `${path}.arguments`),
        ...(typeof item.output === 'string' && { result: item.output }),
      };
    case 'mcp_approval_request':
      return { name: item.name, arguments: toArguments(item.arguments, `${path}.arguments`), id: item.id };
    case 'local_shell_call':
    case 'shell_call':
      return { name: item.type.slice(0, -'_call'.length), arguments: item.action, id: item.call_id };
    case 'apply_patch_call':
      return { name: 'apply_patch', arguments: item.operation, id: item.call_id };
    case 'program':
      return { name: 'program', arguments: { code: item.code }, id: item.call_id };
    default:
      return item satisfies never;
  }
}

/** The output of such a call; `path` is the field of the call's id within the item. */
export function toHistoricResult(item: BuiltInOutputItem): { id: string; field: string; text: string } {
  switch (item.type) {
    case 'mcp_approval_response': {
      const answer = item.approve ? 'approved' : 'denied';
      const text = item.reason ? `${answer}: ${item.reason}` : answer;
      return { id: item.approval_request_id, field: 'approval_request_id', text };
    }
    case 'local_shell_call_output':
      return { id: item.call_id ?? item.id ?? '', field: item.call_id ? 'call_id' : 'id', text: item.output };
    case 'shell_call_output':
      return {
        id: item.call_id,
        field: 'call_id',
        text: joined(item.output.map(({ stdout, stderr }) => [stdout, stderr])),
      };
    case 'apply_patch_call_output':
      return { id: item.call_id, field: 'call_id', text: item.output ?? item.status ?? '' };
    case 'program_output':
      return { id: item.call_id, field: 'call_id', text: item.result };
    default:
      return item satisfies never;
  }
}

function textOf(texts: readonly (string | null | undefined)[][] | undefined): { result?: string } {
  const text = joined(texts ?? []);
  return text === '' ? {} : { result: text };
}

function joined(texts: readonly (string | null | undefined)[][]): string {
  return texts
    .flat()
    .filter((text) => text)
    .join('\n');
}
