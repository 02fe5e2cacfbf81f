/** A model that is there: a GGUF file, or the parts of one. */
export interface ModelFile {
  /** With its tag: `demo:latest`. */
  name: string;
  /** The file to load first; never told to a client. */
  path: string;
  /** All files, `path` the first. */
  paths: string[];
  /** Bytes of all files. */
  size: number;
  modifiedAt: Date;
}

const PART_NUMBER = /-(\d{5})-of-(\d{5})$/;

/** The number of a file of a split GGUF, 1 for the first; 1 for a file that is whole. */
export function partNumber(stem: string): number {
  return Number(PART_NUMBER.exec(stem)?.[1] ?? 1);
}

/** `model-00002-of-00005` is a part of `model`. */
export function withoutPartNumber(stem: string): string {
  return stem.replace(PART_NUMBER, '');
}

/** What changes when the content of a file changes. */
export function fingerprint({ path, size, modifiedAt }: ModelFile): string {
  return `${path} ${size} ${modifiedAt.getTime()}`;
}
