import { type Program, startProgram } from './program.ts';

export interface GatewayProcess extends Program {
  /** Scheme, host and port. */
  origin: string;
}

/**
 * The built gateway as a process of its own, listening.
 * @param settings environment variables; unless they say otherwise, on a free port with the embedded engine
 */
export async function startGatewayProcess(settings: Record<string, string> = {}): Promise<GatewayProcess> {
  const program = await startProgram(
    [process.execPath, '--enable-source-maps', 'dist/apps/gateway/src/main.js'],
    // The log line that says where it listens.
    /"url":"([^"]+)"/,
    { PORT: '0', GATEWAY_UPSTREAM: 'engine', ...settings },
  );
  return { ...program, origin: program.found };
}
