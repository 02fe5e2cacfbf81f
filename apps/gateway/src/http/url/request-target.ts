const ABSOLUTE = /^https?:\/\/(?<authority>[^/?]*)/i;

/**
 * The path that is asked for, with its query. As those of a proxy do, a client may write the whole URL, which every server
 * has to understand (RFC 9112, 3.2.2); nobody behind this has to.
 */
export function toPath({ url = '/' }: { url?: string | undefined }): string {
  if (url.startsWith('/')) return url;
  const path = url.replace(ABSOLUTE, '');
  return path.startsWith('?') || path === '' ? `/${path}` : path;
}

/** The host of a target that is a whole URL: it counts, and not what the header `host` says. */
export function hostOf(target: string): string | undefined {
  return target.startsWith('/') ? undefined : ABSOLUTE.exec(target)?.groups?.['authority'];
}
