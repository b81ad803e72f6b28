import AxeBuilder from '@axe-core/playwright';
import { expect, open, test } from './scene';

test.describe('with a login', () => {
  test.use({ baseURL: process.env.BELFRY_LOGIN_URL, expectedErrors: [/401/] });

  test('a wrong password is refused, the right one lets in, a viewer changes nothing, and can leave', async ({ page }) => {
    await page.goto('./queue?queue=critical&state=retry');
    await page.getByLabel('User').fill(process.env.BELFRY_USER ?? '');
    await page.locator('input[type=password]').fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter((each) => each.impact === 'serious' || each.impact === 'critical')).toEqual([]);
    await page.locator('input[type=password]').fill(process.env.BELFRY_PASSWORD ?? '');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.locator('main h1')).toContainText('critical');
    await expect(page.getByRole('link', { name: 'payment-refund0' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  });

  test('who is logged out in another window sees the login, and nothing of what was seen', async ({ page }) => {
    await page.goto('./queue?queue=critical&state=retry');
    await page.getByLabel('User').fill(process.env.BELFRY_USER ?? '');
    await page.locator('input[type=password]').fill(process.env.BELFRY_PASSWORD ?? '');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByRole('link', { name: 'payment-refund0' })).toBeVisible();
    expect((await page.request.post('./api/v1/logout')).ok()).toBe(true);
    await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
    await expect(page.getByText('payment-refund0')).toHaveCount(0);
  });
});

test.describe('read-only and below a base path', () => {
  test.use({ baseURL: process.env.BELFRY_READONLY_URL });

  test('everything is seen, nothing is offered', async ({ page }) => {
    await open(page, '/task', { queue: 'critical', id: 'payment-refund0' });
    await expect(page.getByText('Read-only')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run now' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Queues' }).first().click();
    await expect(page).toHaveURL(/\/ops\/belfry\/queues$/);
    await expect(page.locator('main h1')).toHaveText('Queues');
    await page.getByRole('link', { name: 'critical' }).click();
    await expect(page.locator('main h1')).toContainText('critical');
    await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);
    await page.reload();
    await expect(page.locator('main h1')).toContainText('critical');
  });
});
