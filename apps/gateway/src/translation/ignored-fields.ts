import type { Translation } from '@app/openai';
import type { FastifyReply } from 'fastify';

const MOST_TOLD = 40;

/** Tells a client which fields of its request were not honoured. */
export function tellIgnoredFields(
  { ignoredFields }: Pick<Translation<never, never>, 'ignoredFields'>,
  reply: FastifyReply,
): void {
  if (ignoredFields.length === 0) return;
  // A long conversation can have any number of them, and many clients and proxies take no headers beyond 8 or 16 KiB.
  const told = ignoredFields.slice(0, MOST_TOLD);
  const more = ignoredFields.length - told.length;
  reply.header('x-ignored-fields', [...told, ...(more > 0 ? [`and ${more} more`] : [])].join(', '));
}
