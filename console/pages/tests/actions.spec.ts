import type { Page, TestInfo } from '@playwright/test';
import { confirm, expect, open, stateOf, test } from './scene';

/** Each of the two widths acts on tasks of its own. */
function own(info: TestInfo, wide: number): number {
  return info.project.name === 'wide' ? wide : wide + 1;
}

async function openTask(page: Page, queue: string, id: string) {
  await open(page, '/task', { queue, id });
}

async function more(page: Page, action: string) {
  const button = page.getByRole('button', { name: action, exact: true });
  if (await button.isVisible()) return button.click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

test('a task is run, archived and deleted', async ({ page }, info) => {
  const id = `payment-refund${own(info, 5)}`;
  await openTask(page, 'critical', id);
  await more(page, 'Run now');
  await expect.poll(() => stateOf(page, 'critical', id)).toBe('pending');
  await expect(page.locator('main').getByText('Pending').first()).toBeVisible();
  await more(page, 'Archive');
  await expect(page.getByRole('dialog')).toContainText('stays in the archive');
  await confirm(page, 'Archive');
  await expect.poll(() => stateOf(page, 'critical', id)).toBe('archived');
  await expect(page.locator('main').getByText('Archived').first()).toBeVisible();
  await more(page, 'Delete');
  await expect(page.getByRole('dialog')).toContainText('gone for good');
  await confirm(page, 'Delete');
  await expect.poll(() => stateOf(page, 'critical', id)).toBe(null);
});

test('a confirmation that is declined changes nothing', async ({ page }, info) => {
  const id = `homestay-order-close${own(info, 30)}`;
  await openTask(page, 'critical', id);
  await more(page, 'Delete');
  await confirm(page, 'Cancel');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await stateOf(page, 'critical', id)).toBe('pending');
});

test('a running task is cancelled', async ({ page }, info) => {
  const id = `image-scan${own(info, 0)}`;
  await openTask(page, 'slow', id);
  await more(page, 'Cancel');
  await expect(page.getByRole('dialog')).toContainText('interrupt');
  await confirm(page, 'Yes, cancel');
  await expect.poll(() => stateOf(page, 'slow', id)).not.toBe('active');
});

test('a task is edited and enqueued again', async ({ page }, info) => {
  const id = `payment-refund${own(info, 7)}`;
  await openTask(page, 'critical', id);
  await more(page, 'Edit and requeue…');
  await page.getByRole('textbox', { name: 'Payload' }).fill('{"sn":"edited"}');
  await page.getByLabel('Reason').fill('a wrong number');
  await page.getByRole('dialog').getByRole('button', { name: 'Requeue', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('pre').filter({ hasText: '"edited"' })).toBeVisible();
  await expect.poll(() => stateOf(page, 'critical', id)).toBe('pending');
});

test('a task gets another time and another queue', async ({ page }, info) => {
  const id = `homestay-order-remind${own(info, 2)}`;
  await openTask(page, 'critical', id);
  await more(page, 'Change time…');
  await page.getByLabel('Run at').fill('2031-05-06T07:08:09');
  await page.getByRole('dialog').getByRole('button', { name: 'Change time' }).click();
  await expect(page.getByText('6 May 2031')).toBeVisible();
  await more(page, 'Move…');
  await page.getByRole('combobox', { name: 'To queue' }).fill('moved here');
  await confirm(page, 'Move');
  await expect.poll(() => stateOf(page, 'moved here', id)).toBe('scheduled');
});

test('marked tasks are archived together', async ({ page }, info) => {
  const first = own(info, 10);
  await open(page, '/queue', { queue: 'default', state: 'pending' });
  for (const id of [first, first + 2, first + 4]) await page.getByRole('checkbox', { name: `Select stats-collect${id}`, exact: true }).check();
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Archive', exact: true }).click();
  await confirm(page, 'Archive');
  await expect.poll(() => stateOf(page, 'default', `stats-collect${first + 4}`)).toBe('archived');
});

test('a group is chosen and its task deleted', async ({ page }, info) => {
  const id = `audit-export${own(info, 4)}`;
  await open(page, '/queue', { queue: 'default', state: 'aggregating' });
  await expect(page.getByRole('combobox', { name: 'Group' })).toHaveValue(/user:42/);
  await page.getByRole('checkbox', { name: `Select ${id}`, exact: true }).check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await confirm(page, 'Delete');
  await expect.poll(() => stateOf(page, 'default', id)).toBe(null);
});

test('a queue is paused and resumed', async ({ page }, info) => {
  const queue = info.project.name === 'wide' ? 'to-be-moved' : 'email';
  await open(page, '/queue', { queue });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('dialog')).toContainText('Servers take no more');
  await confirm(page, 'Pause');
  await expect(page.locator('main').getByText('Paused', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.locator('main').getByText('Running', { exact: true })).toBeVisible();
});

test('a queue with tasks is deleted only after its name was typed', async ({ page }, info) => {
  const name = `to-be-deleted-${info.project.name}`;
  await open(page, '/queue', { queue: name });
  await page.getByRole('button', { name: 'Delete…' }).click();
  const sure = page.getByRole('dialog').getByRole('button', { name: 'Delete queue' });
  await expect(sure).toBeDisabled();
  await page.getByLabel(`Type ${name} to confirm`).fill(name);
  await sure.click();
  await expect(page).toHaveURL(/\/queues$/);
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});
