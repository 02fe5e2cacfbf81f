import type { Observable } from 'rxjs';

/**
 * What a native handler returns: the answer to each of its requests, in their order. They are cold, and what one read
 * brought is one emission; whoever subscribes to them does it past Nest, which would see each token five times.
 */
export type NativeAnswers<Chunk> = readonly Observable<readonly Chunk[]>[];
