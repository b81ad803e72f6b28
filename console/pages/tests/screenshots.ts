import { expect, open, test } from './scene';

type Picture = [file: string, path: string, parameters: Record<string, string>, look: { scheme: 'light' | 'dark'; phone?: boolean; height?: number }];

/** What the README shows. */
const PICTURES: Picture[] = [
  ['overview', '/', {}, { scheme: 'light', height: 660 }],
  ['overview-dark', '/', {}, { scheme: 'dark', height: 660 }],
  ['queue', '/queue', { queue: 'critical', state: 'retry' }, { scheme: 'light' }],
  ['task', '/task', { queue: 'critical', id: 'payment-refund1' }, { scheme: 'light' }],
  ['search', '/search', { state: 'retry', type: 'payment:refund', error: 'connection refused' }, { scheme: 'dark' }],
  ['phone', '/task', { queue: 'critical', id: 'payment-refund1' }, { scheme: 'light', phone: true }],
  ['phone-dark', '/queue', { queue: 'critical', state: 'retry' }, { scheme: 'dark', phone: true }],
];

for (const [file, path, parameters, look] of PICTURES) {
  test(`picture of ${file}`, async ({ page }) => {
    await page.setViewportSize(look.phone ? { width: 390, height: 844 } : { width: 1280, height: look.height ?? 860 });
    await page.emulateMedia({ colorScheme: look.scheme, reducedMotion: 'reduce' });
    await open(page, path, parameters);
    await expect(page.getByText('Counting…')).toHaveCount(0);
    await page.waitForLoadState('load');
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${process.env.BELFRY_SCREENSHOTS}/console-${file}.png`, animations: 'disabled' });
  });
}
