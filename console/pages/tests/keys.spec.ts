import { expect, open, test } from './scene';

test('the palette goes to pages and queues and finds tasks', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: /Queues, pages/ }).fill('payments');
  await page.getByRole('button', { name: 'payments:settle', exact: true }).click();
  await expect(page.locator('main h1')).toContainText('payments:settle');
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: /Queues, pages/ }).fill('payment-refund3');
  await page.getByRole('button', { name: 'Find task payment-refund3' }).click();
  await expect(page.getByRole('link', { name: 'payment-refund3' })).toBeVisible();
});

test('letters go to pages, a slash searches, a question mark helps', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('g');
  await page.keyboard.press('q');
  await expect(page.locator('main h1')).toHaveText('Queues');
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Text in the payload' })).toBeFocused();
  await page.keyboard.type('HSOpayment-refund4"');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'payment-refund4' })).toBeVisible();
  await page.locator('main h1').focus();
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('rows are walked, marked and opened', async ({ page }) => {
  await open(page, '/queue', { queue: 'critical', state: 'retry' });
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.locator('main h1')).toContainText('payment:refund');
});

test('a link skips to the content, and a new page has the focus at its heading', async ({ page }) => {
  await open(page, '/');
  await page.keyboard.press('Shift+Tab');
  await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Errors' }).click();
  await expect(page.locator('main h1')).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toHaveCount(1);
});
