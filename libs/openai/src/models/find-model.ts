const DEFAULT_PARTS = /^(registry\.ollama\.ai\/)?(library\/)?/;

/**
 * The model of that name among those that are there, as Ollama reads names: without a tag it is `:latest`, and
 * `library/` is where names without a namespace are. Upper and lower case are the same.
 */
export function findModel<Model extends { name: string }>(models: readonly Model[], name: string): Model | undefined {
  const wanted = fullName(name);
  return models.find((model) => fullName(model.name) === wanted);
}

function fullName(name: string): string {
  const lower = name.toLowerCase().replace(DEFAULT_PARTS, '');
  const hasTag = lower.lastIndexOf(':') > lower.lastIndexOf('/');
  return hasTag ? lower : `${lower}:latest`;
}
