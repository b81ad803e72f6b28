import { defineConfig } from '@playwright/test';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Nothing but what the pages ask for themselves leaves the browser. */
const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const wide = { viewport: { width: 1280, height: 860 }, colorScheme: 'light' as const };
const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const };

export default defineConfig({
  testDir: '.',
  outputDir: '../../target/browser',
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: process.env.BELFRY_REPORT ? [['json', { outputFile: process.env.BELFRY_REPORT }]] : 'list',
  use: {
    baseURL: process.env.BELFRY_URL,
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 15_000,
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: CHROMIUM, args: ARGUMENTS },
  },
  projects: process.env.BELFRY_SCREENSHOTS
    ? [{ name: 'screenshots', use: wide, testMatch: 'screenshots.ts' }]
    : [
        // These change width and theme themselves.
        { name: 'pages', use: wide, testMatch: ['pages.spec.ts', 'access.spec.ts', 'keys.spec.ts', 'texts.spec.ts'] },
        { name: 'wide', use: wide, testMatch: 'actions*.spec.ts' },
        { name: 'phone', use: phone, testMatch: 'actions*.spec.ts' },
      ],
});
