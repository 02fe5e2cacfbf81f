import { describe, expect, it } from 'vitest';
import { PublicInternet } from './public-internet.js';
import { toRemoteUrl } from './remote-url.js';

const internet = new PublicInternet();
const BASE = new URL('https://example.com/images/a.png?x=1');

describe('toRemoteUrl', () => {
  it.each([
    ['http://example.com/a.png', 'http://example.com/a.png'],
    ['HTTPS://EXAMPLE.com:443/a b?c=d#e', 'https://example.com/a%20b?c=d#e'],
    ['http://example.com:80', 'http://example.com/'],
    ['http://example.com:443/', 'http://example.com:443/'],
    ['http://bücher.example/', 'http://xn--bcher-kva.example/'],
    // Spelled another way, an address is an address still, and judged as such when it is connected to.
    ['http://2130706433/', 'http://127.0.0.1/'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['http://0177.0.0.1/', 'http://127.0.0.1/'],
    ['http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/'],
  ])('takes %s', (text, href) => {
    expect(toRemoteUrl(text, internet).href).toBe(href);
  });

  it.each([
    ['b.png', 'https://example.com/images/b.png'],
    ['/b.png', 'https://example.com/b.png'],
    ['//example.org/b.png', 'https://example.org/b.png'],
    ['http://example.org/', 'http://example.org/'],
  ])('takes a redirect to %s', (text, href) => {
    expect(toRemoteUrl(text, internet, BASE).href).toBe(href);
  });

  it.each([
    ['http://', 'it is not a valid URL'],
    ['http://exa mple.com/', 'it is not a valid URL'],
    ['http://[::1%25eth0]/', 'it is not a valid URL'],
    ['http://256.0.0.1/', 'it is not a valid URL'],
    ['a.png', 'it is not a valid URL'],
    ['ftp://example.com/a.png', 'only http and https URLs are fetched'],
    ['file:///etc/passwd', 'only http and https URLs are fetched'],
    ['data:image/png;base64,AAAA', 'only http and https URLs are fetched'],
    ['gopher://example.com/', 'only http and https URLs are fetched'],
    ['http://user@example.com/', 'a URL with credentials is not fetched'],
    ['http://user:secret@example.com/', 'a URL with credentials is not fetched'],
    ['http://:secret@example.com/', 'a URL with credentials is not fetched'],
    ['http://example.com:22/', 'only the ports 80 and 443 are fetched from'],
    ['http://example.com:11434/', 'only the ports 80 and 443 are fetched from'],
    ['https://example.com:0/', 'only the ports 80 and 443 are fetched from'],
  ])('refuses %s', (text, reason) => {
    expect(() => toRemoteUrl(text, internet)).toThrow(expect.objectContaining({ problem: 'invalid-url', reason }));
  });

  it('refuses a redirect to what it would not take', () => {
    expect(() => toRemoteUrl('file:///etc/passwd', internet, BASE)).toThrow('only http and https URLs are fetched');
    expect(() => toRemoteUrl('//user@example.com', internet, BASE)).toThrow('a URL with credentials is not fetched');
  });
});
