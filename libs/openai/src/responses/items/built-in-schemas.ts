import { type FieldSchema, tag } from '../../validation/field-schema.js';
import { SKIPPED_ITEM_TYPES } from './built-in-items.js';

const CALL_ID: FieldSchema = { type: 'string', minLength: 1, description: 'Joins a call and its output.' };
const ARGUMENTS: FieldSchema = { type: 'string', description: 'A JSON object as text.' };
const NAME: FieldSchema = { type: 'string', description: 'Name of the tool.' };

/** Calls of OpenAI's own tools in a history that another service has made. */
export const BUILT_IN_ITEM_SCHEMAS: readonly FieldSchema[] = [
  kept('File search', 'file_search_call', {
    queries: { type: ['array', 'null'], items: { type: 'string' }, description: 'What was searched for.' },
    results: {
      type: ['array', 'null'],
      description: 'What was found.',
      items: {
        type: 'object',
        additionalProperties: true,
        properties: {
          filename: { type: ['string', 'null'], description: 'Name of the file.' },
          text: { type: ['string', 'null'], description: 'The text that was found.' },
        },
      },
    },
  }),
  kept('Web search', 'web_search_call', {
    action: { type: ['object', 'null'], description: 'What was searched for or opened.' },
  }),
  kept('Code interpreter call', 'code_interpreter_call', {
    code: { type: ['string', 'null'], description: 'The code that was run.' },
    outputs: {
      type: ['array', 'null'],
      description: 'What it printed.',
      items: {
        type: 'object',
        additionalProperties: true,
        properties: {
          type: { type: 'string', description: '`logs`, or `image`, which is skipped.' },
          logs: { type: ['string', 'null'], description: 'The text that was printed.' },
        },
        required: ['type'],
      },
    },
  }),
  kept(
    'MCP call',
    'mcp_call',
    {
      name: NAME,
      arguments: ARGUMENTS,
      output: { type: ['string', 'null'], description: 'What the tool returned.' },
    },
    ['name', 'arguments'],
  ),
  kept(
    'MCP approval request',
    'mcp_approval_request',
    {
      id: { type: 'string', minLength: 1, description: 'Joins the request and its answer.' },
      name: NAME,
      arguments: ARGUMENTS,
    },
    ['id', 'name', 'arguments'],
  ),
  kept(
    'MCP approval',
    'mcp_approval_response',
    {
      approval_request_id: { type: 'string', minLength: 1, description: 'The request that is answered.' },
      approve: { type: 'boolean', description: 'Whether the call was allowed.' },
      reason: { type: ['string', 'null'], description: 'Why.' },
    },
    ['approval_request_id', 'approve'],
  ),
  kept(
    'Shell call',
    ['local_shell_call', 'shell_call'],
    { call_id: CALL_ID, action: { type: 'object', description: 'The commands.' } },
    ['call_id', 'action'],
  ),
  kept(
    'Output of a local shell call',
    'local_shell_call_output',
    {
      id: { type: ['string', 'null'], description: 'The call’s id, where there is no `call_id`.' },
      call_id: { type: ['string', 'null'], description: 'The call’s id.' },
      output: { type: 'string', description: 'What was printed.' },
    },
    ['output'],
  ),
  kept(
    'Output of a shell call',
    'shell_call_output',
    {
      call_id: CALL_ID,
      output: {
        type: 'array',
        description: 'What each command printed.',
        items: {
          type: 'object',
          additionalProperties: true,
          properties: {
            stdout: { type: ['string', 'null'], description: 'On the standard output.' },
            stderr: { type: ['string', 'null'], description: 'On the error output.' },
          },
        },
      },
    },
    ['call_id', 'output'],
  ),
  kept(
    'Patch',
    'apply_patch_call',
    { call_id: CALL_ID, operation: { type: 'object', description: 'What is changed in which file.' } },
    ['call_id', 'operation'],
  ),
  kept(
    'Output of a patch',
    'apply_patch_call_output',
    {
      call_id: CALL_ID,
      output: { type: ['string', 'null'], description: 'What was reported.' },
      status: { type: ['string', 'null'], description: 'Told where there is no output.' },
    },
    ['call_id'],
  ),
  kept('Program', 'program', { call_id: CALL_ID, code: { type: 'string', description: 'The code that was run.' } }, [
    'call_id',
    'code',
  ]),
  kept(
    'Output of a program',
    'program_output',
    { call_id: CALL_ID, result: { type: 'string', description: 'What it returned.' } },
    ['call_id', 'result'],
  ),
  {
    title: 'Item without a text',
    description: 'Skipped; named in the header `x-ignored-fields`.',
    properties: { type: tag(...SKIPPED_ITEM_TYPES) },
    additionalProperties: true,
  },
];

function kept(
  title: string,
  types: string | string[],
  properties: Record<string, FieldSchema>,
  required: string[] = [],
): FieldSchema {
  return {
    title,
    description: 'Of a history: reaches the model as a call of a tool, or as its output.',
    properties: { type: tag(...[types].flat()), ...properties },
    // What else they have is of no use to a model, and not worth telling.
    additionalProperties: true,
    ...(required.length > 0 && { required }),
  };
}
