import { Agent, OpenAIChatCompletionsModel, run, setTracingDisabled, tool } from '@openai/agents';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gatewaysOnUpstreams } from '../../../support/upstreams.js';

setTracingDisabled(true);

const Weather = z.object({ place: z.string().max(20), degrees: z.number() });
const QUESTION = 'What is the weather in Paris?';

describe.each(await gatewaysOnUpstreams())('an agent on $name', ({ gateway }) => {
  const model = new OpenAIChatCompletionsModel(gateway.client(), 'demo');
  const asked: string[] = [];
  const weather = tool({
    name: 'get_weather',
    description: 'Get the current weather in a given location',
    parameters: z.object({ location: z.string().max(20) }),
    execute: ({ location }) => {
      asked.push(location);
      return 'sunny';
    },
  });

  it('calls a tool, and answers with what it brought', async () => {
    const agent = new Agent({ name: 'Guide', model, modelSettings: { temperature: 0 }, tools: [weather] });
    const { finalOutput } = await run(agent, QUESTION);
    expect(finalOutput).toContain('sunny');
    expect(asked).toHaveLength(1);
  });

  it('must call, streamed, and answers in a form', async () => {
    const agent = new Agent({
      name: 'Guide',
      model,
      modelSettings: { temperature: 0, toolChoice: 'required', parallelToolCalls: false },
      tools: [weather],
      outputType: Weather,
    });
    const result = await run(agent, 'Hello!', { stream: true });
    await result.completed;
    expect(Weather.parse(result.finalOutput)).toEqual(result.finalOutput);
    expect(asked).toHaveLength(2);
  });
});
