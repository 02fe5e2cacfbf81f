import { type FieldSchema, tag } from '../../validation/field-schema.js';

const TEXT: FieldSchema = {
  title: 'Text',
  properties: { type: tag('input_text'), text: { type: 'string', description: 'The text.' } },
  required: ['text'],
};

const OUTPUT_TEXT: FieldSchema = {
  title: 'Text of an answer',
  properties: {
    type: tag('output_text'),
    text: { type: 'string', description: 'The text.' },
    annotations: { type: ['array', 'null'], description: 'Accepted; models do not see them.', items: {} },
    logprobs: { type: ['array', 'null'], description: 'Accepted; models do not see them.', items: {} },
  },
  required: ['text'],
};

const REFUSAL: FieldSchema = {
  title: 'Refusal',
  properties: {
    type: tag('refusal'),
    refusal: { type: 'string', description: 'What the model said instead of an answer.' },
  },
  required: ['refusal'],
};

const IMAGE: FieldSchema = {
  title: 'Image',
  properties: {
    type: tag('input_image'),
    image_url: { type: ['string', 'null'], description: 'A data URL with base64 data, or an http(s) URL.' },
    file_id: { type: ['string', 'null'], description: 'Refused: no files are stored.' },
    detail: {
      type: ['string', 'null'],
      enum: ['auto', 'low', 'high', 'original', null],
      default: 'auto',
      description: 'Accepted, without effect.',
    },
  },
};

const FILE: FieldSchema = {
  title: 'File',
  properties: {
    type: tag('input_file'),
    file_data: { type: ['string', 'null'], description: 'A data URL with base64 data.' },
    filename: { type: ['string', 'null'], description: 'Name of the file.' },
    file_url: { type: ['string', 'null'], description: 'An http(s) URL, in place of the data.' },
    file_id: { type: ['string', 'null'], description: 'Refused: no files are stored.' },
  },
};

export const MESSAGE_CONTENT = content('What is said', [TEXT, OUTPUT_TEXT, REFUSAL, IMAGE, FILE]);
export const RESULT_CONTENT = content('What the tool returned', [TEXT, IMAGE, FILE]);

function content(what: string, parts: FieldSchema[]): FieldSchema {
  return {
    type: ['string', 'array'],
    description: `${what}: a string or an array of parts. Texts are joined by line breaks.`,
    items: { type: 'object', required: ['type'], discriminator: { propertyName: 'type' }, oneOf: parts },
  };
}
