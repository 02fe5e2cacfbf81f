import { ChatOpenAI } from '@langchain/openai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validatingFetch } from '../../../support/openai-schema/index.js';
import { gatewaysOnUpstreams } from '../../../support/upstreams.js';

const Person = z.object({ name: z.string().max(20), age: z.number() });
const fits = { name: expect.any(String), age: expect.any(Number) };
const PROMPT = 'Ada is 36 years old.';

describe.each(await gatewaysOnUpstreams())('LangChain on $name', ({ gateway }) => {
  const model = new ChatOpenAI({
    model: 'demo',
    apiKey: 'unused',
    temperature: 0,
    maxRetries: 0,
    configuration: { baseURL: `${gateway.origin}/v1`, fetch: validatingFetch() },
  });

  it.each(['jsonSchema', 'functionCalling'] as const)('has structured output: %s', async (method) => {
    expect(await model.withStructuredOutput(Person, { name: 'person', method }).invoke(PROMPT)).toEqual(fits);
  });

  it('has structured output: jsonMode', async () => {
    const anything = z.object({}).loose();
    const answer = await model.withStructuredOutput(anything, { name: 'any', method: 'jsonMode' }).invoke(PROMPT);
    expect(answer).toEqual(expect.any(Object));
  });

  it('binds a tool that has to be called, and streams its call', async () => {
    const tools = [{ type: 'function' as const, function: { name: 'save', parameters: z.toJSONSchema(Person) } }];
    const bound = model.bindTools(tools, { tool_choice: 'save' });
    expect((await bound.invoke(PROMPT)).tool_calls).toMatchObject([{ name: 'save', args: fits }]);
    let gathered: Awaited<ReturnType<typeof bound.invoke>> | undefined;
    for await (const chunk of await bound.stream(PROMPT)) gathered = gathered ? gathered.concat(chunk) : chunk;
    expect(gathered?.tool_calls).toMatchObject([{ name: 'save', args: fits }]);
  });
});
