import { expect, test } from '@playwright/test';

/** The texts ask for the browser's language when they are loaded. */
async function english() {
  Object.defineProperty(globalThis, 'navigator', { value: { language: 'en' }, configurable: true });
  const { plural } = await import('../src/i18n/text');
  const { overviewTexts } = await import('../src/pages/overview/texts');
  const { queuesTexts } = await import('../src/pages/queues/texts');
  const { bulkTexts } = await import('../src/bulk/texts');
  return { plural, overview: overviewTexts.en, queues: queuesTexts.en, bulk: bulkTexts.en };
}

test('a count and what is counted agree, be the count a number or a text', async () => {
  const { plural } = await english();
  expect([0, 1, 2, 1_001].map((count) => plural(count, 'task'))).toEqual(['0 tasks', '1 task', '2 tasks', '1,001 tasks']);
  expect(['1', '11', '1,001', 'at least 1', 'at least 11'].map((count) => plural(count, 'task')))
    .toEqual(['1 task', '11 tasks', '1,001 tasks', 'at least 1 task', 'at least 11 tasks']);
  expect(plural('1', 'matches', 'match')).toBe('1 matches');
});

test('texts about one thing are in the singular', async () => {
  const { overview, queues, bulk } = await english();
  expect(overview.inQueues(1, 1)).toBe('in 1 queue, 1 paused');
  expect(overview.schedules(1)).toBe('1 schedule');
  expect(overview.kinds.orphans('mail', '1')).toBe('mail: 1 active task has lost its worker');
  expect(queues.subtitle(1, '1')).toBe('1 queue, 1 task');
  expect(bulk.what.delete(bulk.atLeast('1'))).toBe('at least 1 task will be deleted for good, with payload and history.');
});

test('texts about several things are in the plural', async () => {
  const { overview, queues, bulk } = await english();
  expect(overview.inQueues(2, 0)).toBe('in 2 queues');
  expect(overview.kinds.pausedLong('mail', '1,200')).toBe('mail has been paused for long; 1,200 tasks wait');
  expect(queues.subtitle(0, '0')).toBe('0 queues, 0 tasks');
  expect(bulk.what.cancel('21')).toBe('21 running tasks will be interrupted.');
});
