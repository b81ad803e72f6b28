import { defineTexts, plural } from '../../i18n/text';

export const serversTexts = defineTexts(
  {
    title: 'Servers', subtitle: (servers: number, busy: string, slots: string) => `${servers} running, ${busy} of ${plural(slots, 'worker')} busy`, none: 'No server is running',
    noneText: 'A server appears here when it starts, within five seconds.', server: 'Server', started: 'Started', status: 'Status', workers: 'Workers', order: 'Order', queues: 'Queues',
    weighted: 'weighted', strict: 'strict', working: 'At work', idle: 'All its workers are idle.', task: 'Task', type: 'Type', queue: 'Queue', payload: 'Payload', deadline: 'Deadline', priority: 'priority', slots: 'Workers busy',
    statuses: { active: 'active', stopped: 'takes no tasks', closed: 'stopping' },
  },
  {
    title: '服务器', subtitle: (servers, busy, slots) => `${servers} 台运行中，${slots} 个 worker 中 ${busy} 个忙碌`, none: '没有运行中的服务器',
    noneText: '服务器启动后五秒内会出现在这里。', server: '服务器', started: '启动于', status: '状态', workers: 'Worker', order: '顺序', queues: '队列',
    weighted: '加权', strict: '严格', working: '执行中', idle: '所有 worker 空闲。', task: '任务', type: '类型', queue: '队列', payload: '负载', deadline: '截止', priority: '优先级', slots: '忙碌的 worker',
    statuses: { active: '运行中', stopped: '不再取任务', closed: '停止中' },
  },
);
