import { defineTexts, plural } from '../../i18n/text';

export const queueTexts = defineTexts(
  {
    queues: 'Queues', other: 'Go to another queue', noQueue: 'No queue is named', all: 'All tasks',
    size: 'Size', latency: 'Latency', memory: 'Memory', rate: 'Processed', processed: 'Processed today', failed: 'Failed today', servers: 'Servers', total: 'Processed ever',
    memoryNote: 'estimated', failedNote: (rate: string) => `error rate ${rate}`,
    pastDue: (n: string) => `${plural(n, 'delayed task is past its time', 'delayed tasks are past their time')}`, orphans: (n: string) => `${plural(n, 'active task has lost its worker', 'active tasks have lost their worker')}`, noServers: 'no server takes its tasks',
    find: 'Find by id', none: (state: string) => `No ${state} tasks`, group: 'Group', allGroups: 'All groups', groupSize: (group: string, n: string) => `${group} (${n})`,
    chooseGroup: 'No group has tasks', pausedSince: 'Paused since', states: 'States', enqueue: 'Enqueue…', consumers: 'Servers of this queue', host: 'Server', priority: 'Priority', active: 'Active',
    tabTasks: (state: string) => `${state} tasks`, waitingInGroup: 'waiting', staged: 'being merged',
  },
  {
    queues: '队列', other: '切换队列', noQueue: '没有指定队列', all: '所有任务',
    size: '任务数', latency: '延迟', memory: '内存', rate: '处理速率', processed: '今日已处理', failed: '今日失败', servers: '服务器', total: '累计处理',
    memoryNote: '估算', failedNote: (rate) => `错误率 ${rate}`,
    pastDue: (n) => `${n} 个延迟任务已过执行时间`, orphans: (n) => `${n} 个执行中的任务失去了 worker`, noServers: '没有服务器处理',
    find: '按 ID 查找', none: (state) => `没有“${state}”的任务`, group: '分组', allGroups: '所有分组', groupSize: (group, n) => `${group}（${n}）`,
    chooseGroup: '没有分组含有任务', pausedSince: '暂停于', states: '状态', enqueue: '入队…', consumers: '处理此队列的服务器', host: '服务器', priority: '优先级', active: '执行中',
    tabTasks: (state) => `${state}的任务`, waitingInGroup: '等待中', staged: '合并中',
  },
);
