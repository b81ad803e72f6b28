import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { at, expect, NASTY, open, test } from './scene';

const PAGES: Array<[title: string, path: string, parameters?: Record<string, string>, shows?: string | RegExp]> = [
  ['overview', '/', {}, 'Needs attention'],
  ['queues', '/queues', {}, 'payments:settle'],
  ['queue', '/queue', { queue: 'critical', state: 'pending' }, 'homestay-order-close0'],
  ['search', '/search', { error: 'connection refused' }, /match/],
  ['task', '/task', { queue: 'critical', id: 'payment-refund0' }, 'Attempts'],
  ['errors', '/errors', {}, /connection refused/],
  ['schedules', '/schedules', {}, 'monday digest'],
  ['servers', '/servers', {}, 'image:resize'],
  ['services', '/services', {}, 'travel'],
  ['messages', '/messages', {}, 'reports:nightly'],
  ['dead letters', '/dead-letters', { cluster: 'main', topic: 'payment.paid.wide.dlt' }, 'Replay all…'],
  ['metrics', '/metrics', {}, 'Latency'],
  ['redis', '/redis', {}, 'Uptime'],
  ['doctor', '/doctor', {}, /Examine|Findings/],
  ['audit', '/audit', {}, 'Who did what, and why'],
  ['settings', '/settings', {}, 'Time zone'],
];

for (const [title, path, parameters, shows] of PAGES) {
  test(`${title} is sound at both widths in both themes`, async ({ page }) => {
    await open(page, path, parameters);
    await expect(page.locator('main').getByText(shows ?? title).first()).toBeVisible();
    await expectSound(page, 'wide, light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectSound(page, 'wide, dark');
    await page.setViewportSize({ width: 390, height: 844 });
    await expectSound(page, 'phone, dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expectSound(page, 'phone, light');
  });
}

async function expectSound(page: Page, what: string) {
  await test.step(what, async () => {
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', what.endsWith('dark') ? 'dark' : 'light');
    // Colours that still change are not those that are read.
    await page.evaluate(async () => {
      const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(ending.map((each) => each.finished));
    });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, 'pixels that the page is too wide').toBeLessThanOrEqual(0);
    if (what === 'phone, light') return; // its colours are those of the wide one, its layout that of the dark one
    const axe = new AxeBuilder({ page });
    // Its structure is that of the light one.
    const { violations } = await (what === 'wide, dark' ? axe.withRules(['color-contrast']) : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])).analyze();
    const serious = violations.filter((each) => each.impact === 'serious' || each.impact === 'critical');
    expect(serious.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
  });
}

for (const state of ['active', 'pending', 'aggregating', 'scheduled', 'retry', 'archived', 'completed']) {
  test(`a queue and a task with hard names are shown, ${state}`, async ({ page }) => {
    const suffix = { retry: 'failed', completed: 'done', aggregating: 'grouped' }[state] ?? state;
    await open(page, '/queue', { queue: NASTY, state });
    await page.getByRole('link', { name: `${NASTY} ${suffix}` }).click();
    await expect(page.locator('main h1')).toContainText('<script>alert(1)</script>');
    await expect(page.locator('main h1')).toContainText(`${NASTY} ${suffix}`);
    await expect(page.locator('main').getByText('林小明 <script>alert(1)</script>').first()).toBeVisible();
    await page.locator('main').getByRole('link', { name: NASTY, exact: true }).first().click();
    await expect(page.locator('main h1')).toContainText(NASTY);
  });
}

test('numbers come by themselves', async ({ page }) => {
  await open(page, '/');
  const tasks = page.locator('main [class*=tileValue]').first();
  const before = await tasks.textContent();
  const response = await page.request.post(at('/api/v1/tasks'), { data: { type: 'stats:live', queue: 'low' } });
  expect(response.ok(), await response.text()).toBe(true);
  await expect(tasks).not.toHaveText(before ?? '');
});

test('a payload can be read as it is and as bytes', async ({ page }) => {
  await open(page, '/task', { queue: 'low', id: 'binary' });
  await expect(page.getByText('00 01 02 ff fe 50 44 46')).toBeVisible();
  await open(page, '/task', { queue: 'critical', id: 'payment-refund0' });
  await page.getByText('Hex', { exact: true }).click();
  await expect(page.locator('pre').filter({ hasText: '7b 22 73 6e' })).toBeVisible();
});

test('Chinese is complete and stays chosen', async ({ page }) => {
  await open(page, '/settings');
  await page.getByText('中文', { exact: true }).click();
  await expect(page.locator('main h1')).toHaveText('设置');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  for (const [path, heading] of [['/', '总览'], ['/queues', '队列'], ['/search', '搜索'], ['/errors', '错误'], ['/servers', '服务器'], ['/doctor', '诊断']] as const) {
    await open(page, path);
    await expect(page.locator('main h1')).toHaveText(heading);
  }
});

test('a theme and a zone stay chosen', async ({ page }) => {
  await open(page, '/settings');
  await page.getByText('Dark', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Asia/Tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  await open(page, '/task', { queue: 'critical', id: 'payment-refund0' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect(page.getByText(/GMT\+9|JST/).first()).toBeVisible();
});

test('what does not exist is said', async ({ page }) => {
  await open(page, '/nowhere');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});

test.describe('a task that is gone', () => {
  test.use({ expectedErrors: [/404/] });
  test('is said', async ({ page }) => {
    await page.goto('./task?queue=critical&id=nothing');
    await expect(page.getByRole('alert')).toContainText('could not be loaded');
  });
});
