const UNITS = [
  { size: 1e12, letter: 'T', digits: 1 },
  { size: 1e9, letter: 'B', digits: 1 },
  { size: 1e6, letter: 'M', digits: 2 },
  { size: 1e3, letter: 'K', digits: 0 },
];

/** A count of parameters as Ollama says it: `1.79M`, `7.6B`, `7B`. */
export function humanNumber(count: number): string {
  const unit = UNITS.find(({ size }) => count >= size);
  if (!unit) return String(count);
  const value = count / unit.size;
  return (Number.isInteger(value) ? String(value) : value.toFixed(unit.digits)) + unit.letter;
}
