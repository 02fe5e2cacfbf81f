/** The head of an answer; names of headers are in lower case. */
export interface UpstreamHead {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}
