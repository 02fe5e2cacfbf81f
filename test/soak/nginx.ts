import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { closedOrigin } from '../support/fake-ollama/index.js';

/** A real nginx in front of a service, with a configuration and a directory of its own. */
export class Nginx {
  private constructor(
    readonly origin: string,
    private readonly child: ChildProcess,
    private readonly directory: string,
  ) {}

  /** @throws when it is not installed, or does not start */
  static async start(upstream: string, options: { readTimeoutSeconds: number }): Promise<Nginx> {
    if (spawnSync('nginx', ['-v']).error) throw new Error('The soak test needs nginx: apt-get install nginx-light');
    const directory = mkdtempSync(join(tmpdir(), 'nginx-'));
    // Its workers may be somebody else.
    chmodSync(directory, 0o755);
    const origin = await closedOrigin();
    const path = join(directory, 'nginx.conf');
    writeFileSync(path, configuration(new URL(origin).host, new URL(upstream).host, directory, options));
    const child = spawn('nginx', ['-p', directory, '-c', path, '-e', 'stderr'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const nginx = new Nginx(origin, child, directory);
    for (let tries = 0; !(await nginx.answers()); tries++) {
      if (tries === 100) throw new Error('nginx does not start.');
      await pause(50);
    }
    return nginx;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
    rmSync(this.directory, { recursive: true });
  }

  private async answers(): Promise<boolean> {
    return fetch(`${this.origin}/health/live`).then(
      (response) => response.ok,
      () => false,
    );
  }
}

/** Buffering is left as it is by default, which is on. */
function configuration(
  listen: string,
  upstream: string,
  directory: string,
  { readTimeoutSeconds }: { readTimeoutSeconds: number },
): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${directory}/${kind};`,
  );
  return `
daemon off;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log stderr warn;
events { worker_connections 1024; }
http {
  access_log off;
${temporary.join('\n')}
  upstream service { server ${upstream}; keepalive 16; }
  server {
    listen ${listen};
    client_max_body_size 32m;
    location / {
      proxy_pass http://service;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host localhost;
      proxy_read_timeout ${readTimeoutSeconds}s;
    }
  }
}
`;
}
