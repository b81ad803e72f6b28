import { test as base, expect, type Page } from '@playwright/test';

/** A name that the scene gives to a queue, ids, a group and a schedule. */
export const NASTY = 'a/b ?#%:{c} 中文 <img src=x onerror=alert(1)>';

/** What a test expects to be said on the browser's console, such as the 401 of a wrong password. */
type Expected = { expectedErrors: RegExp[] };

/** A page that says nothing on its console, asks nobody but its console, and opens no dialogs of scripts. */
export const test = base.extend<Expected & { quiet: void }>({
  expectedErrors: [[], { option: true }],
  quiet: [
    async ({ page, expectedErrors }, use) => {
      const trouble: string[] = [];
      const origins = [process.env.BELFRY_URL, process.env.BELFRY_LOGIN_URL, process.env.BELFRY_READONLY_URL].map((url) => new URL(url ?? 'http://nowhere').origin);
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()) && !expectedErrors.some((each) => each.test(message.text()))) trouble.push(message.text());
      });
      page.on('pageerror', (error) => trouble.push(String(error)));
      page.on('dialog', (dialog) => {
        trouble.push(`a script ran: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (!origins.includes(new URL(request.url()).origin)) trouble.push(`a request left the origin: ${request.url()}`);
      });
      // Short lists: what is looked at is each kind of row, not fifty of each.
      await page.addInitScript(() => {
        const chosen: unknown = JSON.parse(localStorage.getItem('belfry.settings') ?? '{}');
        localStorage.setItem('belfry.settings', JSON.stringify({ rows: 16, ...(chosen as object) }));
      });
      await use();
      await expect(page.locator('img[src="x"]'), 'elements that stored text became').toHaveCount(0);
      expect(trouble).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export function at(path: string, parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return query ? `.${path}?${query}` : `.${path}`;
}

/** Opens a page and waits for its content. */
export async function open(page: Page, path: string, parameters: Record<string, string> = {}) {
  await page.goto(at(path, parameters));
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
}

/** What the API says of a task; null if it is gone. */
export async function stateOf(page: Page, queue: string, id: string): Promise<string | null> {
  const response = await page.request.get(at('/api/v1/task', { queue, id }));
  return response.ok() ? ((await response.json()) as { state: string }).state : null;
}

export async function confirm(page: Page, button: string) {
  await page.getByRole('dialog').getByRole('button', { name: button, exact: true }).click();
}
