export type AttachmentKind = 'image' | 'document';

/** Where the bytes are: on another host, or base64 in the request itself. */
export type AttachmentSource =
  | { readonly url: string }
  | {
      readonly data: string;
      /** As the data URL declares it, parameters included: `text/plain;charset=utf-8`. */
      readonly mediaType: string | undefined;
    };

/**
 * A part of a request that is not yet what Ollama takes: it has to be fetched, converted or read first. Translation
 * keeps a place for it; whoever can do such things fills it before Ollama is asked.
 */
export interface Attachment {
  readonly kind: AttachmentKind;
  /** Where it stands in the request. */
  readonly param: string;
  readonly source: AttachmentSource;
  /** @param content of an image the base64 data of a png, jpeg or webp, of a document its text */
  readonly fill: (content: string) => void;
}
