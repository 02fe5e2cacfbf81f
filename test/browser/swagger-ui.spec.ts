import type OpenAI from 'openai';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { launchBrowser, SwaggerPage } from './swagger-page.js';

describe('Swagger UI with the demo model', () => {
  let browser: Browser;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startGatewayProcess();
  });
  afterAll(async () => {
    await gateway?.close();
    await browser?.close();
  });

  it('shows the answer to a question', async () => {
    const { message } = await choiceOf('A question');
    expect(message.content).toBe('The capital of France is Paris.');
  });

  it('shows the call of a tool', async () => {
    const { message, finish_reason } = await choiceOf('A tool that the model may call');
    expect(finish_reason).toBe('tool_calls');
    expect(message.tool_calls).toEqual([
      {
        id: expect.stringMatching(/^call_\w+$/) as string,
        type: 'function',
        function: { name: 'get_weather', arguments: '{"location":"Paris"}' },
      },
    ]);
  });

  it('shows an answer that matches a schema', async () => {
    const { message } = await choiceOf('An answer that matches a JSON schema');
    expect(JSON.parse(message.content as string)).toEqual({ name: 'Ada', age: 36, city: 'London' });
  });

  it('shows a stream, its usage and its end', async () => {
    const page = await SwaggerPage.open(browser, gateway.origin);
    const { status, body } = await page.execute('Streamed, with usage');
    expect(status).toBe('200');

    const events = body.trim().split('\n\n');
    expect(events.pop()).toBe('data: [DONE]');
    const chunks = events.map((event) => JSON.parse(event.replace('data: ', '')) as OpenAI.ChatCompletionChunk);
    const content = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
    expect(content).toBe('1, 2, 3, 4, 5, 6, 7, 8, 9, 10');
    expect(chunks.at(-1)?.choices).toEqual([]);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
  });

  it('comes whole from the gateway', async () => {
    const page = await SwaggerPage.open(browser, gateway.origin);
    const foreign = page.requested.filter((url) => !url.startsWith(gateway.origin) && !url.startsWith('data:'));
    expect(page.requested).toContain(`${gateway.origin}/docs/swagger-ui-bundle.js`);
    expect(foreign).toEqual([]);
  });

  async function choiceOf(example: string): Promise<OpenAI.ChatCompletion.Choice> {
    const page = await SwaggerPage.open(browser, gateway.origin);
    const { status, body } = await page.execute(example);
    expect(status).toBe('200');
    return (JSON.parse(body) as OpenAI.ChatCompletion).choices[0] as OpenAI.ChatCompletion.Choice;
  }
});
