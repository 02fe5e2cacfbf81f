/**
 * What `map` makes of each value, where it makes something; returns what the source returned. A reader that stops ends
 * the source too.
 */
export async function* mapGenerated<Value, Mapped, End>(
  source: AsyncGenerator<Value, End>,
  map: (value: Value) => Mapped | undefined,
): AsyncGenerator<Mapped, End> {
  try {
    for (;;) {
      const step = await source.next();
      if (step.done) return step.value;
      const mapped = map(step.value);
      if (mapped !== undefined) yield mapped;
    }
  } finally {
    await source.return(undefined as never);
  }
}
