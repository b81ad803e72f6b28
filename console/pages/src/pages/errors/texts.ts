import { defineTexts, plural } from '../../i18n/text';

export const errorsTexts = defineTexts(
  {
    title: 'Errors', subtitle: 'Last errors of tasks that wait for another try or are archived, grouped by what they have in common', none: 'No errors', noneText: 'No task in retry or in the archive has an error.',
    error: 'Error', count: 'Tasks', trend: 'Trend', last: 'Last', first: 'First', queues: 'Queues', types: 'Types', anyQueue: 'All queues', queue: 'Queue',
    hours: (hours: number) => (hours < 48 ? `${hours} h` : `${hours / 24} d`), range: 'Length of the trend', retryArchived: (retry: string, archived: string) => `${retry} retry, ${archived} archived`,
    partial: (scanned: string) => `Not all tasks were looked at, only the newest ${scanned}.`, find: 'Find these tasks', example: 'An example', trendOf: (n: number) => `${plural(n, 'failure')} in this time`,
  },
  {
    title: '错误', subtitle: '等待重试或已归档任务的最近错误，按共同特征归类', none: '没有错误', noneText: '没有重试中或已归档的任务带有错误。',
    error: '错误', count: '任务', trend: '趋势', last: '最近', first: '最早', queues: '队列', types: '类型', anyQueue: '所有队列', queue: '队列',
    hours: (hours) => (hours < 48 ? `${hours} 小时` : `${hours / 24} 天`), range: '趋势时长', retryArchived: (retry, archived) => `重试 ${retry}，归档 ${archived}`,
    partial: (scanned) => `只查看了最新的 ${scanned} 个任务。`, find: '查找这些任务', example: '示例', trendOf: (n) => `此期间失败 ${n} 次`,
  },
);
