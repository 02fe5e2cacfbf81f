/** What came is no answer in HTTP/1.1, or none that says without doubt where it ends. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}
