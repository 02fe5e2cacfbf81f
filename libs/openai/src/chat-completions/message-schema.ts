import { type FieldSchema, tag } from '../validation/field-schema.js';

const TEXT_PART: FieldSchema = {
  title: 'Text',
  properties: { type: tag('text'), text: { type: 'string', description: 'The text.' } },
  required: ['text'],
};

const REFUSAL_PART: FieldSchema = {
  title: 'Refusal',
  properties: {
    type: tag('refusal'),
    refusal: { type: 'string', description: 'What the model said instead of an answer.' },
  },
  required: ['refusal'],
};

const IMAGE_PART: FieldSchema = {
  title: 'Image',
  properties: {
    type: tag('image_url'),
    image_url: {
      description: 'The image.',
      anyOf: [
        {
          type: 'object',
          properties: {
            url: {
              type: 'string',
              description:
                'An http(s) URL, which is fetched, or a data URL with base64 data: `data:image/png;base64,…`. The image is a png, jpeg, webp or gif; of a gif the first frame is taken.',
            },
            detail: {
              type: ['string', 'null'],
              enum: ['auto', 'low', 'high', 'original', null],
              default: 'auto',
              description: 'Accepted, without effect.',
            },
          },
          required: ['url'],
        },
        { type: 'string', description: 'The URL itself.' },
      ],
    },
  },
  required: ['image_url'],
};

const AUDIO_PART: FieldSchema = {
  title: 'Audio',
  properties: {
    type: tag('input_audio'),
    input_audio: {
      type: 'object',
      description: 'The recording.',
      properties: {
        data: { type: 'string', description: 'Base64.' },
        format: { type: 'string', enum: ['wav', 'mp3'], description: 'What the data is.' },
      },
      required: ['data', 'format'],
    },
  },
  required: ['input_audio'],
};

const FILE_PART: FieldSchema = {
  title: 'File',
  description: 'A text or a PDF, of which the text is taken.',
  properties: {
    type: tag('file'),
    file: {
      type: 'object',
      description: 'The file.',
      properties: {
        file_data: {
          type: ['string', 'null'],
          description: 'Base64, with or without the head of a data URL: `data:application/pdf;base64,…`.',
        },
        filename: {
          type: ['string', 'null'],
          description: 'Told to the model, on a line of its own before the text.',
        },
        file_id: { type: ['string', 'null'], description: 'Refused: no files are stored.' },
      },
    },
  },
  required: ['file'],
};

const NAME: FieldSchema = { type: ['string', 'null'], description: 'Accepted; models do not see it.' };

function content(nullable: boolean, parts: FieldSchema[]): FieldSchema {
  return {
    type: nullable ? ['string', 'array', 'null'] : ['string', 'array'],
    description: 'A string or an array of parts. Texts are joined by line breaks.',
    items: {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      oneOf: parts,
    },
  };
}

const CALLED_FUNCTION: Record<string, FieldSchema> = {
  name: { type: 'string', description: 'Name of the function.' },
  arguments: { type: 'string', description: 'A JSON object as text.' },
};

const TOOL_CALL: FieldSchema = {
  type: 'object',
  required: ['type', 'id'],
  discriminator: { propertyName: 'type' },
  properties: { id: { type: 'string', description: 'The id that the answer gave the call.' } },
  oneOf: [
    {
      title: 'Function call',
      properties: {
        type: tag('function'),
        function: {
          type: 'object',
          description: 'What was called.',
          properties: CALLED_FUNCTION,
          required: ['name', 'arguments'],
        },
      },
      required: ['function'],
    },
    {
      title: 'Custom tool call',
      description: 'Refused.',
      properties: { type: tag('custom'), custom: { type: 'object', description: 'Refused.' } },
      required: ['custom'],
    },
  ],
};

const SYSTEM_MESSAGE: FieldSchema = {
  title: 'System or developer message',
  properties: { role: tag('system', 'developer'), content: content(false, [TEXT_PART]), name: NAME },
  required: ['content'],
};

const USER_MESSAGE: FieldSchema = {
  title: 'User message',
  properties: {
    role: tag('user'),
    content: content(false, [TEXT_PART, IMAGE_PART, AUDIO_PART, FILE_PART]),
    name: NAME,
  },
  required: ['content'],
};

const ASSISTANT_MESSAGE: FieldSchema = {
  title: 'Assistant message',
  properties: {
    role: tag('assistant'),
    content: content(true, [TEXT_PART, REFUSAL_PART]),
    refusal: { type: ['string', 'null'], description: 'Taken as the content where there is none.' },
    reasoning: { type: ['string', 'null'], description: 'What the model thought, as an earlier answer told it.' },
    reasoning_content: { type: ['string', 'null'], description: 'Another name of `reasoning`, which goes first.' },
    tool_calls: { type: ['array', 'null'], items: TOOL_CALL, description: 'What the model called.' },
    function_call: {
      type: ['object', 'null'],
      deprecated: true,
      description: 'The older form of `tool_calls`, for one call.',
      properties: CALLED_FUNCTION,
      required: ['name', 'arguments'],
    },
    name: NAME,
  },
};

const TOOL_MESSAGE: FieldSchema = {
  title: 'Tool message',
  properties: {
    role: tag('tool'),
    content: content(false, [TEXT_PART]),
    tool_call_id: { type: 'string', description: 'Id of the call that this is the result of.' },
  },
  required: ['content', 'tool_call_id'],
};

const FUNCTION_MESSAGE: FieldSchema = {
  title: 'Function message',
  deprecated: true,
  description: 'The older form of a tool message.',
  properties: {
    role: tag('function'),
    content: { type: ['string', 'null'], description: 'The result of the call.' },
    name: { type: 'string', description: 'Name of the function that was called.' },
  },
  required: ['name', 'content'],
};

export const MESSAGES_SCHEMA: FieldSchema = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    required: ['role'],
    discriminator: { propertyName: 'role' },
    oneOf: [SYSTEM_MESSAGE, USER_MESSAGE, ASSISTANT_MESSAGE, TOOL_MESSAGE, FUNCTION_MESSAGE],
  },
};
