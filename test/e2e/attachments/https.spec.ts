import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { gatewayAndImageHost, imagePart, PNG, refusedImage } from './image-host.js';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), 'utf8');
// Of `images.example` and of nobody else.
const CERTIFICATE = fixture('images.example.crt');

const { internet, outcomeOf } = await gatewayAndImageHost();
const server = createServer({ key: fixture('images.example.key'), cert: CERTIFICATE }, (_request, response) => {
  response.end(PNG);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
internet.open(port);
afterAll(() => server.close());

const trusted = getCACertificates();
afterAll(() => setDefaultCACertificates(trusted));

describe('an image by https', () => {
  it('is not taken from a host that cannot prove who it is', async () => {
    expect(await outcomeOf(imagePart(`https://images.example:${port}/a.png`))).toEqual(
      refusedImage('failed_to_download_image', 'it could not be fetched'),
    );
  });

  it('is fetched from a host that can', async () => {
    setDefaultCACertificates([...trusted, CERTIFICATE]);
    expect(await outcomeOf(imagePart(`https://images.example:${port}/a.png`))).toEqual([
      { role: 'user', content: '', images: [PNG.toString('base64')] },
    ]);
  });

  it('is not taken from a host that proves to be another one', async () => {
    setDefaultCACertificates([...trusted, CERTIFICATE]);
    expect(await outcomeOf(imagePart(`https://other.example:${port}/a.png`))).toEqual(
      refusedImage('failed_to_download_image', 'it could not be fetched'),
    );
  });
});
