/**
 * The release of Ollama whose native API this engine speaks: clients compare it to know what they may ask for. By the
 * rules of semantic versions the part after the plus sign does not count when versions are compared.
 */
export const VERSION = '0.24.0+embedded';
