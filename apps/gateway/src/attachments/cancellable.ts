import { defer, finalize, from, type Observable } from 'rxjs';

/** Work that is begun on subscription, and whose signal is aborted when nobody waits for it any more. */
export function cancellable<Result>(work: (signal: AbortSignal) => Promise<Result>): Observable<Result> {
  return defer(() => {
    const controller = new AbortController();
    return from(work(controller.signal)).pipe(finalize(() => controller.abort()));
  });
}
