import { _, type CodeKeywordDefinition, type KeywordCxt } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { resolveReference } from './resolve-reference.js';

// Characters of schema that are gone through for one value: a tenth of a second of work.
const MOST_WORK = 100_000_000;

/** A value is not held against its schema to the end, which would take too long. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork';
}

/** Counts the work of the references that a validation follows, for there is no other way to know it. */
export class CountedReferences {
  private left = MOST_WORK;
  private readonly sizes = new Map<object, number>();

  /**
   * Where a schema leads back to itself twice, each level of a value doubles the work: forty take weeks.
   * @param root the schema that will be compiled
   */
  count(ajv: Ajv2020, root: object): void {
    const keyword = ajv.getKeyword('$ref') as CodeKeywordDefinition;
    ajv.removeKeyword('$ref').addKeyword({
      ...keyword,
      code: (context: KeywordCxt) => {
        const size = this.sizeOf(resolveReference(root, context.schema as string));
        const follow = context.gen.scopeValue('func', { ref: () => this.follow(size) });
        context.gen.code(_`${follow}()`);
        keyword.code(context);
      },
    });
  }

  /** Before each value. */
  start(): void {
    this.left = MOST_WORK;
  }

  private sizeOf(schema: object): number {
    const size = this.sizes.get(schema) ?? JSON.stringify(schema).length;
    this.sizes.set(schema, size);
    return size;
  }

  private follow(size: number): void {
    this.left -= size;
    if (this.left < 0) throw new TooMuchWork();
  }
}
