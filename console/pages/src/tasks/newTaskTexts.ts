import { defineTexts } from '../i18n/text';

export const newTaskTexts = defineTexts(
  {
    open: 'New task…', title: 'New task', submit: 'Enqueue', done: 'The task is enqueued', type: 'Type', queue: 'Queue', payload: 'Payload', payloadHint: 'Text, mostly JSON; stored as it is',
    notJson: 'This begins as JSON does, but is none', when: 'Run at', inZone: (zone: string) => `Empty: at once. In ${zone}.`, id: 'ID', idHint: 'Empty: a new one', maxRetry: 'Retries', timeout: 'Timeout (s)',
    unique: 'Unique for (s)', retention: 'Keep result (s)', group: 'Group', groupHint: 'Empty: not aggregated',
  },
  {
    open: '新建任务…', title: '新建任务', submit: '入队', done: '任务已入队', type: '类型', queue: '队列', payload: '负载', payloadHint: '文本，通常为 JSON；按原样存储',
    notJson: '开头像 JSON，但无法解析', when: '执行时间', inZone: (zone) => `留空：立即。时区 ${zone}。`, id: 'ID', idHint: '留空：自动生成', maxRetry: '重试次数', timeout: '超时（秒）',
    unique: '唯一时长（秒）', retention: '结果保留（秒）', group: '分组', groupHint: '留空：不聚合',
  },
);
