/** Whether somebody asks if the process runs: answered as long as it does. */
export function isLivenessCheck(url: string): boolean {
  return pathOf(url) === '/health/live';
}

/** Whether somebody asks how the service is, and not something of it. */
export function isHealthCheck(url: string): boolean {
  return pathOf(url).startsWith('/health/');
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
