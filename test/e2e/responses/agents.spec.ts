import { Agent, type AgentInputItem, OpenAIProvider, Runner, tool } from '@openai/agents';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { backends, QUIET } from './backends.js';

const IN_FRANCE = 'The capital of France is Paris.';
const PARIS = { id: 'call_1', function: { index: 0, name: 'get_weather', arguments: { location: 'Paris' } } };
const SUNNY = 'It is 18 degrees and sunny in Paris.';
const PERSON = { name: 'Ada', age: 36, city: 'London' };
const FRANCE = 'What is the capital of France?';

const getWeather = tool({
  name: 'get_weather',
  description: 'Get the current weather in a given location',
  parameters: z.object({ location: z.string() }),
  execute: () => ({ temperature: 18, condition: 'sunny' }),
});

describe.each(await backends(QUIET))('the Agents SDK on $name', ({ gateway, script }) => {
  const modelProvider = new OpenAIProvider({ openAIClient: gateway.client(), useResponses: true });
  const runner = new Runner({ modelProvider, tracingDisabled: true });
  const agent = new Agent({ name: 'Assistant', model: 'demo' });
  const forecaster = new Agent({ name: 'Forecaster', model: 'demo', tools: [getWeather] });

  it('runs an agent', async () => {
    script({ content: IN_FRANCE });
    const { finalOutput, rawResponses } = await runner.run(agent, FRANCE);
    expect(finalOutput).toBe(IN_FRANCE);
    expect(rawResponses[0]?.usage.totalTokens).toBeGreaterThan(0);
  });

  it('follows its instructions', async () => {
    script({ content: 'Arr, matey! The capital of France is Paris.' });
    const pirate = new Agent({ name: 'Pirate', instructions: 'You are a pirate.', model: 'demo' });
    expect((await runner.run(pirate, FRANCE)).finalOutput).toBe('Arr, matey! The capital of France is Paris.');
  });

  it('streams', async () => {
    script({ content: IN_FRANCE });
    const run = await runner.run(agent, FRANCE, { stream: true });
    const deltas: string[] = [];
    for await (const delta of run.toTextStream()) deltas.push(delta);
    await run.completed;
    expect(deltas.join('')).toBe(IN_FRANCE);
    expect(deltas.length).toBeGreaterThan(1);
    expect(run.finalOutput).toBe(IN_FRANCE);
  });

  it.each([false, true])('runs tools (streamed: %s)', async (stream) => {
    script({ tool_calls: [PARIS] }, { content: SUNNY });
    const run = stream
      ? await runner.run(forecaster, 'What is the weather in Paris?', { stream })
      : await runner.run(forecaster, 'What is the weather in Paris?');
    if ('completed' in run) await run.completed;
    expect(run.finalOutput).toBe(SUNNY);
    expect(run.newItems.map(({ type }) => type)).toEqual([
      'tool_call_item',
      'tool_call_output_item',
      'message_output_item',
    ]);
  });

  it('hands a conversation over', async () => {
    script({ content: '{"name": "transfer_to_Pirate", "arguments": {}}' }, { content: `Arr, matey! ${IN_FRANCE}` });
    const pirate = new Agent({ name: 'Pirate', instructions: 'You are a pirate.', model: 'demo' });
    const triage = Agent.create({
      name: 'Triage',
      model: 'demo',
      handoffs: [pirate],
      modelSettings: { toolChoice: 'transfer_to_Pirate' },
    });
    const { lastAgent, finalOutput } = await runner.run(triage, FRANCE);
    expect(lastAgent?.name).toBe('Pirate');
    expect(finalOutput).toEqual(expect.any(String));
  });

  it('gets a structured output', async () => {
    script({ content: JSON.stringify(PERSON) });
    const outputType = z.object({ name: z.string(), age: z.number(), city: z.string() });
    const clerk = new Agent({ name: 'Clerk', model: 'demo', outputType });
    const { finalOutput } = await runner.run(
      clerk,
      'Ada is 36 years old and lives in London. Return JSON with name, age and city.',
    );
    expect(finalOutput).toEqual(PERSON);
  });

  it('goes on with the items of a run before', async () => {
    script({ content: IN_FRANCE }, { content: 'The opposite of hot is cold.' });
    const first = await runner.run(agent, FRANCE);
    const history: AgentInputItem[] = [...first.history, { role: 'user', content: 'What is the opposite of hot?' }];
    const second = await runner.run(agent, history);
    expect(second.finalOutput).toBe('The opposite of hot is cold.');
    expect(second.history).toHaveLength(4);
  });
});
