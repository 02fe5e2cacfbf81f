const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Base64 without line breaks, or undefined when the text is not base64. */
export function toBase64(text: string): string | undefined {
  // Some encoders break lines; Ollama takes either.
  const data = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]/g, '') : text;
  return data.length % 4 === 0 && BASE64.test(data) ? data : undefined;
}
