import type { AttachmentProblem } from '@app/openai';

/** What a worker makes of its input: the content, or why there is none. */
export type IsolatedAnswer = { content: string } | { problem: AttachmentProblem; reason: string };
