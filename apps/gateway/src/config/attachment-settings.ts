import { byteSize, duration, integer, onOrOff, type Setting } from './setting.js';

/** What is fetched, converted and read for a request, and how much of it. */
export const ATTACHMENT_SETTINGS = {
  fetchImages: {
    variable: 'GATEWAY_FETCH_IMAGES',
    key: 'fetch_images',
    default: 'true',
    purpose: 'Whether images and files that a request names by http(s) URL are fetched, from the public internet only.',
    ...onOrOff(),
  },
  imageLimit: {
    variable: 'GATEWAY_IMAGE_LIMIT',
    key: 'image_limit',
    default: '20MiB',
    purpose: 'Largest image or file that is fetched; those of one request may together be as large as a request body.',
    ...byteSize,
  },
  maxAttachments: {
    variable: 'GATEWAY_MAX_ATTACHMENTS',
    key: 'max_attachments',
    default: '32',
    purpose: 'Most images by URL, gifs and files in one request.',
    ...integer(0, 1000),
  },
  maxFetches: {
    variable: 'GATEWAY_MAX_FETCHES',
    key: 'max_fetches',
    default: '32',
    purpose:
      'Images and files that are fetched at the same time, for all requests together; others wait as requests for the model do.',
    ...integer(1, 1000),
  },
  attachmentTimeout: {
    variable: 'GATEWAY_ATTACHMENT_TIMEOUT',
    key: 'attachment_timeout',
    default: '10s',
    purpose: 'Time to fetch an image or a file, redirects included, and time to read it.',
    ...duration,
  },
} satisfies Record<string, Setting<unknown>>;
