import type { ResponseInputItem, ResponseOutputItem, Tool as ApiTool } from 'openai/resources/responses/responses';
import { describe, expectTypeOf, it } from 'vitest';
import type { Tool } from '../tools/tool.js';
import type { InputItem, OutputItem } from './items.js';

type Item = Exclude<ResponseInputItem, { type: 'configuration_update' }>;

// Checked by the compiler: drift from the official types shows there.
describe('the items', () => {
  it('that are put out can be sent back as they are', () => {
    expectTypeOf<OutputItem>().toExtend<InputItem>();
  });

  it('that are put out are those of the official types', () => {
    expectTypeOf<OutputItem>().toExtend<ResponseOutputItem>();
  });

  it('that the official types know are all known', () => {
    expectTypeOf<Exclude<NonNullable<Item['type']>, InputItem['type']>>().toBeNever();
    expectTypeOf<Exclude<InputItem['type'], Item['type']>>().toBeNever();
  });
});

describe('the tools', () => {
  it('that the official types know are all known', () => {
    expectTypeOf<Exclude<ApiTool['type'], Tool['type']>>().toBeNever();
  });
});
