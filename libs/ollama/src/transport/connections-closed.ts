/** The service stops. */
export class ConnectionsClosed extends Error {
  override readonly name = 'ConnectionsClosed';

  constructor() {
    super('The connections to Ollama were closed.');
  }
}
