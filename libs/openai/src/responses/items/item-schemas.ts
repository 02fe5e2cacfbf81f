import { type FieldSchema, tag } from '../../validation/field-schema.js';
import { TOOL_SCHEMA } from '../tools/tool-schema.js';
import { BUILT_IN_ITEM_SCHEMAS } from './built-in-schemas.js';
import { MESSAGE_CONTENT, RESULT_CONTENT } from './part-schemas.js';

const ID: FieldSchema = { type: ['string', 'null'], description: 'As the answer gave it; accepted, without effect.' };
const STATUS: FieldSchema = {
  type: ['string', 'null'],
  enum: ['in_progress', 'completed', 'incomplete', null],
  description: 'Accepted, without effect.',
};
const CALL_ID: FieldSchema = { type: 'string', minLength: 1, description: 'Joins a call and its output.' };
const NAMESPACE: FieldSchema = { type: ['string', 'null'], description: 'The namespace of the tool, if it has one.' };

const MESSAGE: FieldSchema = {
  title: 'Message',
  properties: {
    type: { ...tag('message'), description: 'May be left out of a message.' },
    id: ID,
    role: {
      type: 'string',
      enum: ['user', 'assistant', 'system', 'developer'],
      description: 'Who says it. `developer` reaches the model as `system`.',
    },
    content: MESSAGE_CONTENT,
    status: STATUS,
    phase: { type: ['string', 'null'], description: 'Accepted; models do not see it.' },
  },
  required: ['role', 'content'],
};

const REASONING: FieldSchema = {
  title: 'Reasoning',
  description: 'What the model thought, as an earlier answer told it. It goes with the message or call that follows.',
  properties: {
    type: tag('reasoning'),
    id: ID,
    summary: textParts('summary_text', 'Taken where there is no `content`.'),
    content: textParts('reasoning_text', 'The thought itself.'),
    encrypted_content: {
      type: ['string', 'null'],
      description: 'As the answer gave it; goes before the other two. What this service has not encrypted is refused.',
    },
    status: STATUS,
  },
};

const FUNCTION_CALL: FieldSchema = {
  title: 'Function call',
  properties: {
    type: tag('function_call'),
    id: ID,
    call_id: CALL_ID,
    name: { type: 'string', description: 'Name of the function.' },
    namespace: NAMESPACE,
    arguments: { type: 'string', description: 'A JSON object as text.' },
    status: STATUS,
  },
  required: ['call_id', 'name', 'arguments'],
};

const CUSTOM_TOOL_CALL: FieldSchema = {
  title: 'Custom tool call',
  properties: {
    type: tag('custom_tool_call'),
    id: ID,
    call_id: CALL_ID,
    name: { type: 'string', description: 'Name of the tool.' },
    namespace: NAMESPACE,
    input: { type: 'string', description: 'The text that the model gave it.' },
    status: STATUS,
  },
  required: ['call_id', 'name', 'input'],
};

const TOOL_OUTPUT: FieldSchema = {
  title: 'Output of a call',
  description: 'Reaches the model right after its call, wherever it stands.',
  properties: {
    type: tag('function_call_output', 'custom_tool_call_output'),
    id: ID,
    call_id: CALL_ID,
    output: RESULT_CONTENT,
    status: STATUS,
  },
  required: ['call_id', 'output'],
};

const ADDITIONAL_TOOLS: FieldSchema = {
  title: 'Additional tools',
  properties: {
    type: tag('additional_tools'),
    id: ID,
    role: { type: 'string', description: 'Accepted, without effect.' },
    tools: { type: 'array', items: TOOL_SCHEMA, description: 'Join those of `tools`.' },
  },
  required: ['tools'],
};

const UNKNOWABLE: FieldSchema = {
  title: 'Reference to stored or encrypted items',
  description: 'Refused: nothing is stored.',
  properties: { type: tag('item_reference', 'compaction', 'compaction_trigger'), id: ID },
};

const INPUT_FORMS: FieldSchema[] = [
  { type: 'string', description: 'A message of the user.' },
  {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: [
        MESSAGE,
        REASONING,
        FUNCTION_CALL,
        CUSTOM_TOOL_CALL,
        TOOL_OUTPUT,
        ADDITIONAL_TOOLS,
        ...BUILT_IN_ITEM_SCHEMAS,
        UNKNOWABLE,
      ],
    },
  },
];

export const INPUT_SCHEMA: FieldSchema = { anyOf: INPUT_FORMS };

export const NULLABLE_INPUT_SCHEMA: FieldSchema = { anyOf: [...INPUT_FORMS, { type: 'null' }] };

function textParts(type: string, description: string): FieldSchema {
  return {
    type: ['array', 'null'],
    description,
    items: {
      type: 'object',
      properties: { type: tag(type), text: { type: 'string', description: 'The text.' } },
      required: ['type', 'text'],
    },
  };
}
