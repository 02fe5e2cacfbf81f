import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/**
 * Debian's Chromium.
 * @throws when it is missing, saying what to install
 */
export async function launchBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) throw new Error('The browser tests need Chromium: apt-get install chromium');
  // Its sandbox does not work for root, and the only page it sees is ours.
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** Swagger UI with `POST /v1/chat/completions` opened and "Try it out" pressed. */
export class SwaggerPage {
  /** Every address that the page asked for. */
  readonly requested: string[] = [];

  private constructor(private readonly page: Page) {
    page.on('request', (request) => this.requested.push(request.url()));
  }

  static async open(browser: Browser, origin: string): Promise<SwaggerPage> {
    const swagger = new SwaggerPage(await browser.newPage());
    await swagger.page.goto(`${origin}/docs`);
    await swagger.operation.locator('.opblock-summary-control').click();
    await swagger.operation.getByRole('button', { name: 'Try it out' }).click();
    return swagger;
  }

  /** Sends one of the examples, and waits until the page shows the answer. */
  async execute(example: string): Promise<{ status: string; body: string }> {
    await this.operation.locator('.examples-select-element').selectOption({ label: example });
    await this.operation.getByRole('button', { name: 'Execute' }).click();
    const answer = this.operation.locator('.live-responses-table .response');
    return {
      status: await answer.locator('.response-col_status').innerText(),
      body: await answer.locator('.highlight-code code').first().innerText(),
    };
  }

  private get operation() {
    return this.page.locator('#operations-Chat-createChatCompletion');
  }
}
