/** Whom to ask, what, and what a right answer looks like. */
export interface Target {
  port: number;
  path: string;
  /** JSON. */
  body: string;
  /** Stands once for each token of a stream. */
  tokenMark?: string;
  /** Tokens of one answer. */
  tokens: number;
  /** Stands once in an answer that is whole. */
  endMark: string;
}
