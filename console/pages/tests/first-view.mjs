// node tests/first-view.mjs URL VIEWS: opens the first page VIEWS times, each in a fresh profile without a cache, and prints how many
// milliseconds pass from the start of the navigation until the overview's numbers can be read. Then prints «watching», and keeps one page open
// until the input ends.
import { chromium } from '@playwright/test';

const [url, views] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const times = [];
let context;
for (let view = 0; view < Number(views); view++) {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  // Seen at the first frame that shows them, by the page's own clock, which begins with the navigation.
  await page.addInitScript(() => {
    const look = () => {
      const tile = document.querySelector('main [class*=tileValue]');
      if (tile && /\d/.test(tile.textContent)) window.firstView = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url, { waitUntil: 'commit', timeout: 30_000 });
  await page.waitForFunction(() => window.firstView > 0, undefined, { timeout: 30_000, polling: 50 });
  times.push(await page.evaluate(() => Math.round(window.firstView)));
}
console.log(times.join(' '));
console.log('watching');
process.stdin.resume();
process.stdin.on('end', () => void browser.close().then(() => process.exit(0)));
