const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const BYTES = { B: 1, KB: 1000, MB: 1_000_000, GB: 1_000_000_000, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

/** `"250ms"`, `"30s"`, `"5m"`, `"1h"` in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  return parseQuantity(text, MILLISECONDS);
}

/** `"512KiB"`, `"32MiB"`, `"1048576B"` in bytes; undefined for anything else. */
export function parseByteSize(text: string): number | undefined {
  return parseQuantity(text, BYTES);
}

function parseQuantity(text: string, units: Record<string, number>): number | undefined {
  const [, digits, unit] = /^(\d{1,12})\s?([A-Za-z]{1,3})$/.exec(text.trim()) ?? [];
  const factor = unit === undefined || !Object.hasOwn(units, unit) ? undefined : units[unit];
  return factor === undefined ? undefined : Number(digits) * factor;
}
