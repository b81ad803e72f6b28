import { confirm, expect, NASTY, open, stateOf, test } from './scene';

test('a search is narrowed, saved as a view and chosen again', async ({ page }, info) => {
  const name = `settling ${info.project.name}`;
  await open(page, '/search', { type: 'payment:*' });
  await page.getByRole('group', { name: 'By queue' }).getByRole('button', { name: /payments:settle/ }).click();
  await expect(page.getByRole('link', { name: 'payment-settle0' })).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save this search…' }).click();
  await page.getByLabel('Name').fill(name);
  await confirm(page, 'Save');
  await open(page, '/search');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(page).toHaveURL(/queue=payments%3Asettle/);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('button', { name: `Delete view ${name}` }).click();
  await confirm(page, 'Delete');
  await page.getByRole('button', { name: 'Views' }).click();
  await expect(page.getByRole('menuitem', { name })).toHaveCount(0);
});

test('a search looks into payloads, errors and headers', async ({ page }) => {
  await open(page, '/search', { path: '$.cents', value: '12900', header: 'tenant=cn-hangzhou', error: 'connection refused', state: 'retry' });
  await expect(page.getByRole('link', { name: 'payment-refund0' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'email-welcome0' })).toHaveCount(0);
});

test('all that a filter matches is moved after a preview, a typed phrase and a reason', async ({ page }, info) => {
  const type = info.project.name === 'wide' ? 'payment:settle' : 'image:thumbnail';
  const from = info.project.name === 'wide' ? 'payments:settle' : 'low';
  await open(page, '/search', { type, queue: from });
  await page.getByRole('button', { name: 'Act on all that match' }).click();
  await page.getByRole('menuitem', { name: 'Archive all…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('tasks will be archived');
  const start = dialog.getByRole('button', { name: 'Start' });
  await expect(start).toBeDisabled();
  const label = (await dialog.locator('label').filter({ hasText: /^Type / }).textContent()) ?? '';
  await dialog.getByLabel(label).fill(label.replace(/^Type /, '').replace(/ to confirm$/, ''));
  await dialog.getByLabel('Reason').fill('sold out');
  await start.click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => stateOf(page, from, `${type.replace(':', '-')}3`)).toBe('archived');
  await expect(page.getByRole('table', { name: 'Bulk actions' })).toContainText('sold out');
});

test('a schedule is created, run, paused, resumed, changed and deleted', async ({ page }, info) => {
  const name = `nightly ${info.project.name} ${NASTY}`;
  await open(page, '/schedules');
  await page.getByRole('button', { name: 'New schedule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Task type').fill('stats:nightly');
  await dialog.getByLabel('Spec').fill('0 3 * * *');
  await expect(dialog).toContainText('03:00:00');
  await dialog.getByRole('textbox', { name: 'Payload' }).fill('{"all":true}');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  const act = async (item: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await act('Run now');
  await confirm(page, 'Run now');
  await expect(page.getByText('A task is enqueued')).toBeVisible();
  await act('Pause');
  await confirm(page, 'Pause');
  await expect(page.getByText('The schedule is paused')).toBeVisible();
  await act('Resume');
  await expect(page.getByText('The schedule fires again')).toBeVisible();
  await act('Edit…');
  await dialog.getByLabel('Spec').fill('30 4 * * *');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('30 4 * * *')).toBeVisible();
  await act('Delete…');
  await confirm(page, 'Delete');
  await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
});

test('a task is enqueued by hand, with its options', async ({ page }, info) => {
  const id = `by-hand-${info.project.name}`;
  await open(page, '/queue', { queue: 'low' });
  await page.getByRole('button', { name: 'New task…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Queue')).toHaveValue('low');
  await dialog.getByLabel('Type').fill('image:thumbnail');
  await dialog.getByRole('textbox', { name: 'Payload' }).fill('{"path": ');
  await expect(dialog).toContainText('This begins as JSON does, but is none');
  await dialog.getByRole('textbox', { name: 'Payload' }).fill('{"path":"/by-hand.png"}');
  await dialog.getByLabel('ID').fill(id);
  await dialog.getByLabel('Retries').fill('3');
  await dialog.getByLabel('Reason').fill('a guest asked for it');
  await dialog.getByRole('button', { name: 'Enqueue' }).click();
  await expect(page.locator('main h1')).toContainText(id);
  await expect(page.getByText('/by-hand.png').first()).toBeVisible();
  await expect.poll(() => stateOf(page, 'low', id)).toBe('pending');
  await open(page, '/audit');
  await expect(page.getByText('a guest asked for it').first()).toBeVisible();
});

test('a schedule of a program says who can pause it', async ({ page }) => {
  await open(page, '/schedules');
  await page.getByRole('button', { name: 'report:daily', exact: true }).first().click();
  await expect(page.getByRole('dialog')).toContainText('only its code can pause');
});

test('the doctor finds what a crash left behind, and repairs it', async ({ page }, info) => {
  await open(page, '/doctor');
  await page.getByRole('button', { name: /Examine/ }).click();
  await expect(page.getByText(/keys in/)).toBeVisible();
  await page.getByRole('checkbox', { name: `GHOST_ID left-behind-${info.project.name}` }).check();
  await page.getByRole('button', { name: 'Repair 1' }).click();
  await page.getByLabel('Reason').fill('after the crash');
  await confirm(page, 'Repair');
  await expect(page.getByText('1 repaired')).toBeVisible();
});

test('the audit log has what was done, with its reason', async ({ page }, info) => {
  const id = info.project.name === 'wide' ? 'email-digest3' : 'email-digest4';
  await open(page, '/task', { queue: 'email', id });
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByLabel('Reason').fill(`not wanted on a ${info.project.name}`);
  await confirm(page, 'Delete');
  await expect.poll(() => stateOf(page, 'email', id)).toBe(null);
  await open(page, '/audit');
  await expect(page.getByText(`not wanted on a ${info.project.name}`)).toBeVisible();
});

test('a dead letter is looked at and replayed, another one discarded', async ({ page }, info) => {
  const topic = `payment.paid.${info.project.name}.dlt`;
  await open(page, '/messages');
  await expect(page.getByRole('row', { name: /reports:nightly/ })).toContainText('1,25');
  await page.getByRole('row', { name: /reports:nightly/ }).getByRole('button', { name: 'Partitions' }).click();
  await expect(page.getByRole('table', { name: /reports:nightly/ })).toContainText('payment.paid');
  await page.getByRole('link', { name: topic }).click();
  await page.getByRole('button', { name: 'Show 0:1' }).click();
  await expect(page.getByRole('dialog')).toContainText(`no order for ${NASTY}`);
  await expect(page.getByRole('dialog').getByText('<script>alert(1)</script>').first()).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay…' }).click();
  const sure = page.getByRole('dialog').filter({ hasText: 'Replay 1 message' });
  await sure.getByLabel('Reason').fill('the order is there now');
  await sure.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect(page.getByText('1 message sent')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show 0:1' })).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Select 0:2' }).check();
  await page.getByRole('button', { name: 'Discard… (1)' }).click();
  await page.getByLabel('Reason').fill('a test order');
  await confirm(page, 'Discard');
  await expect(page.getByText('1 message discarded')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show 0:2' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Show 0:3' })).toBeVisible();
});
