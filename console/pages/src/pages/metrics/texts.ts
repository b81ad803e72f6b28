import { defineTexts } from '../../i18n/text';

export const metricsTexts = defineTexts(
  {
    title: 'Metrics', memory: (kept: string) => `Remembered by this console, at most ${kept} back and since its start`, prometheus: 'From Prometheus', range: 'Range', queues: 'Queues', together: 'All queues together', total: 'all queues', none: 'Nothing is known of this time yet.',
    names: {
      size: 'Tasks', latencySeconds: 'Latency', memoryBytes: 'Memory', processedPerSecond: 'Processed per second', failedPerSecond: 'Failed per second', errorRate: 'Error rate', pending: 'Pending', retry: 'Retry', archived: 'Archived', scheduled: 'Scheduled', active: 'Active',
    },
  },
  {
    title: '指标', memory: (kept) => `由此控制台自启动以来记录，最多 ${kept}`, prometheus: '来自 Prometheus', range: '范围', queues: '队列', together: '所有队列合计', total: '所有队列', none: '这段时间还没有数据。',
    names: {
      size: '任务数', latencySeconds: '延迟', memoryBytes: '内存', processedPerSecond: '每秒处理', failedPerSecond: '每秒失败', errorRate: '错误率', pending: '待处理', retry: '重试', archived: '已归档', scheduled: '已计划', active: '执行中',
    },
  },
);
