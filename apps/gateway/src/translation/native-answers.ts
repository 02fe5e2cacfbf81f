import type { Observable } from 'rxjs';

/**
 * What a native handler returns: the answer to each of its requests, in their order. They are cold, and what one read
 * brought is one emission; whoever subscribes to them does it past Nest, which would see each token five times.
 */
export type NativeAnswers<Chunk> = readonly Observable<readonly Chunk[]>[];

/** Calls a native handler, which takes the body of the request for what it is to ask; with Nest in between its answers come later. */
export type AskNative<Chunk> = () => NativeAnswers<Chunk> | Observable<NativeAnswers<Chunk>>;
