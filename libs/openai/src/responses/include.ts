/** What a request can ask for beside the answer, of what is there. */
export const LOGPROBS = 'message.output_text.logprobs';
export const ENCRYPTED_REASONING = 'reasoning.encrypted_content';

interface Including {
  include?: readonly string[] | null;
}

export function includes({ include }: Including, wanted: string): boolean {
  return include?.includes(wanted) ?? false;
}

/** Where the wish stands in the request: told where it cannot be met. */
export function pathOfInclude({ include }: Including, wanted: string): string {
  return `include[${include?.indexOf(wanted)}]`;
}
