import { defineTexts } from '../../i18n/text';

export const taskTexts = defineTexts(
  {
    task: 'Task', noTask: 'No task is named', gone: 'Back to the queue',
    payload: 'Payload', result: 'Result', headers: 'Headers', facts: 'Details', error: 'Last error', worker: 'Worker', timeline: 'Attempts',
    pretty: 'Pretty', raw: 'Raw', hex: 'Hex', download: 'Download', masked: 'Parts are masked by the rules of this console.', truncated: 'Only the beginning is shown. Download it for all of it.',
    noBytes: 'There is nothing in it.', noHeaders: 'No headers', tooLarge: 'Too large to show here: download it.',
    copyPayload: 'Copy all',
    id: 'ID', type: 'Type', queue: 'Queue', state: 'State', group: 'Group', retries: 'Retries', nextRun: 'Next run', pendingSince: 'Pending since', started: 'Started',
    deadline: 'Deadline', timeout: 'Timeout', lease: 'Lease until', completed: 'Completed', kept: 'Kept until', retention: 'Retention', lastFailed: 'Last failed', uniqueKey: 'Unique lock', size: 'Size',
    none: 'none', server: 'Server', orphaned: 'Its worker is gone. The task is run again when its lease has ended.', unreadable: 'This task cannot be read',
    seeDoctor: 'Doctor', noAttempts: 'It has not run yet.', notRecorded: 'concluded from the task; not recorded',
    attempt: (n: number) => `Attempt ${n}`,
    outcome: {
      running: 'running', succeeded: 'succeeded', failed: 'failed', snoozed: 'snoozed', archived: 'archived', revoked: 'revoked', crashed: 'worker lost', handedBack: 'handed back', unknown: 'unknown',
    },
    requeueTitle: 'Edit and requeue', requeue: 'Requeue', payloadField: 'Payload', headersField: 'Headers (JSON object)', when: 'Run at (empty: at once)',
    requeueHint: 'The task is replaced by this one: same id, counters at zero. If the payload has changed meanwhile, nothing happens.',
    requeued: 'The task is enqueued again', badHeaders: 'Headers must be a JSON object of texts', notJson: 'This is no JSON. It is stored as it is.', binary: 'The payload is binary; edit it as Base64.',
    reschedule: 'Change time', rescheduleAt: 'Run at', rescheduled: 'The time is changed', inZone: (zone: string) => `In the zone of this browser, ${zone}`,
    duplicate: 'Link to this task', errorGroup: 'Tasks with this error',
  },
  {
    task: '任务', noTask: '没有指定任务', gone: '返回队列',
    payload: '负载', result: '结果', headers: '头部', facts: '详情', error: '最近错误', worker: 'Worker', timeline: '执行记录',
    pretty: '格式化', raw: '原文', hex: '十六进制', download: '下载', masked: '部分内容已按规则遮蔽。', truncated: '仅显示开头部分。下载可查看全部。',
    noBytes: '内容为空。', noHeaders: '没有头部', tooLarge: '内容过大，请下载查看。',
    copyPayload: '复制全部',
    id: 'ID', type: '类型', queue: '队列', state: '状态', group: '分组', retries: '重试', nextRun: '下次执行', pendingSince: '待处理始于', started: '开始于',
    deadline: '截止时间', timeout: '超时', lease: '租约至', completed: '完成于', kept: '保留至', retention: '保留时长', lastFailed: '最近失败', uniqueKey: '唯一锁', size: '大小',
    none: '无', server: '服务器', orphaned: '它的 worker 已消失。租约到期后任务会重新执行。', unreadable: '此任务无法读取',
    seeDoctor: '诊断', noAttempts: '还没有执行过。', notRecorded: '由任务推断，并非记录',
    attempt: (n) => `第 ${n} 次`,
    outcome: {
      running: '执行中', succeeded: '成功', failed: '失败', snoozed: '推迟', archived: '归档', revoked: '撤销', crashed: 'worker 丢失', handedBack: '已交还', unknown: '未知',
    },
    requeueTitle: '编辑并重新入队', requeue: '重新入队', payloadField: '负载', headersField: '头部（JSON 对象）', when: '执行时间（留空：立即）',
    requeueHint: '任务将被替换：ID 相同，计数归零。如果负载在此期间已变化，则不做任何事。',
    requeued: '任务已重新入队', badHeaders: '头部必须是文本的 JSON 对象', notJson: '这不是 JSON，将按原样保存。', binary: '负载是二进制，请以 Base64 编辑。',
    reschedule: '更改时间', rescheduleAt: '执行时间', rescheduled: '时间已更改', inZone: (zone) => `按浏览器时区 ${zone}`,
    duplicate: '任务链接', errorGroup: '相同错误的任务',
  },
);
