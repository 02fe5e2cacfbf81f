import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';

/** Hands on the path of a configuration file with these keys, for `GATEWAY_CONFIG`; it is there while it is used. */
export async function withConfigurationFile<Result>(
  content: object,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'gateway-'));
  try {
    const path = join(directory, 'gateway.yaml');
    writeFileSync(path, stringify(content));
    return await use(path);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
