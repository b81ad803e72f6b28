// Looks at all of asynqmon's own pages, with somebody else's API behind them, in Chromium.
//
//   node asynqmon-pages.mjs URL CHROMIUM LIBRARIES [FOLDER]
//
// LIBRARIES is a folder with Playwright in its node_modules. Prints one line of JSON per page: what it is, and what was wrong with it.
// Pictures go to FOLDER, if there is one.
import { createRequire } from 'node:module';

const [url, executablePath, libraries, folder] = process.argv.slice(2);
const { chromium } = createRequire(`${libraries}/package.json`)('@playwright/test');
const PATIENCE = 10_000;

/** The path of each page, and what must be read on it. */
const PAGES = [
  ['queues', '/', ['go', 'java', 'hard', 'o ?#%:{}中文', 'Queue Size']],
  ['active', '/queues/java?status=active', ['active1', 'Running', 'ago', 'in 2']],
  ['pending', '/queues/java?status=pending', ['pending1', 'pending2']],
  ['aggregating', '/queues/java?status=aggregating', ['Please select group']],
  ['scheduled', '/queues/java?status=scheduled', ['scheduled1', 'in 5']],
  ['retry', '/queues/go?status=retry', ['retry1', 'failing on request, attempt 0', 'in 5']],
  ['archived', '/queues/go?status=archived', ['archived1', 'failing on request, attempt 0']],
  ['completed', '/queues/go?status=completed', ['completed1', 'done in Go', 'left']],
  ['task', '/queues/go/tasks/retry1', ['retry1', '1/25', 'failing on request, attempt 0', '1800 seconds']],
  ['completed task', '/queues/java/tasks/completed1', ['completed1', 'done in Java', 'left']],
  ['servers', '/servers', ['java', 'active', '2/2']],
  ['schedulers', '/schedulers', ['@every 1s', 'tick:go', 'tick:java', 'MaxRetry(3)']],
  ['redis', '/redis', ['Redis Info', 'Version', 'redis_version:']],
  ['metrics', '/q/metrics', ['Queue Size', 'Queue Latency', 'Error Rate']],
  ['settings', '/settings', ['Polling Interval']],
];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, timezoneId: 'UTC' });
page.setDefaultTimeout(PATIENCE);
const trouble = [];
page.on('console', (message) => {
  // Of its libraries, in their own words; they say so with asynqmon's API too.
  if (message.type() === 'error' && !message.text().startsWith('Warning:')) trouble.push(`console: ${message.text()}`);
});
page.on('pageerror', (error) => trouble.push(`error: ${error}`));
page.on('dialog', (dialog) => {
  trouble.push(`dialog: ${dialog.message()}`);
  void dialog.dismiss();
});
page.on('response', (response) => {
  if (response.status() >= 400) trouble.push(`${response.status()} ${response.request().method()} ${response.url()}`);
});
// It wants fonts from elsewhere, which is not what is looked at.
await page.route((address) => address.origin !== new URL(url).origin, (route) => route.fulfill({ status: 200, contentType: 'text/css', body: '' }));

async function look(name, visit) {
  try {
    await visit();
    if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}.png` });
  } catch (error) {
    trouble.push(String(error));
  }
  console.log(JSON.stringify({ name, trouble: trouble.splice(0) }));
}

for (const [name, path, texts] of PAGES) {
  await look(name, async () => {
    await page.goto(url + path, { waitUntil: 'load' });
    for (const text of texts) await page.getByText(text).first().waitFor();
  });
}

await look('acts', async () => {
  await page.goto(`${url}/queues/pages?status=scheduled`);
  await act('first', 'Delete', page.getByText('first'), 'detached');
  await act('second', 'Archive', page.getByText('second'), 'detached');
  await page.goto(url);
  await act('pages', 'Pause', page.getByText('paused').first(), 'visible');
});

/**
 * Presses a button of a row until the sign of its effect is there. Buttons are there once somebody points at the last one; when the
 * table is drawn anew, they go away. A press may have its effect although the page seemed not to take it in time.
 */
async function act(row, button, sign, state) {
  const line = page.getByRole('row').filter({ hasText: row });
  await line.waitFor();
  const brief = { timeout: PATIENCE / 10 };
  for (let tries = 1; ; tries++) {
    try {
      await page.mouse.move(5, 5);
      await line.getByRole('button').last().hover(brief);
      await line.locator(`button[title=${button}]`).click(brief);
      await sign.waitFor({ state });
      return;
    } catch (error) {
      if (await sign.waitFor({ state, ...brief }).then(() => true, () => false)) return;
      if (tries === 10) throw error;
    }
  }
}

await browser.close();
