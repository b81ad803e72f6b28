import { defineTexts } from '../../i18n/text';

export const redisTexts = defineTexts(
  {
    title: 'Redis', version: 'Version', uptime: 'Uptime', memory: 'Memory', peak: (peak: string) => `peak ${peak}`, ofMax: (max: string, share: string) => `${share} of ${max}`, clients: 'Clients', blocked: (n: string) => `${n} blocked`, ops: 'Commands', keys: 'Keys',
    ownCost: (rate: string) => `${rate} from this console`, fragmentation: 'Fragmentation', replicas: 'Replicas', persistence: 'Persistence', aof: 'append-only file', rdb: 'snapshots', lastSave: 'Last save', changes: 'Changes since', saveFailed: 'The last save failed',
    eviction: 'Eviction policy', evictionBad: 'Redis may delete tasks when memory is short: set maxmemory-policy to noeviction.', nodes: 'Nodes', address: 'Address', role: 'Role', state: 'State', slots: 'Slots', behind: 'Behind', queues: 'Where queues are', queue: 'Queue', slot: 'Slot', node: 'Node',
    info: 'INFO', kind: 'Kind', filter: 'Filter', kinds: { server: 'server', unixSocket: 'Unix socket', sentinel: 'Sentinel', cluster: 'Cluster' },
  },
  {
    title: 'Redis', version: '版本', uptime: '运行时间', memory: '内存', peak: (peak) => `峰值 ${peak}`, ofMax: (max, share) => `${max} 的 ${share}`, clients: '客户端', blocked: (n) => `${n} 个阻塞`, ops: '命令', keys: '键数',
    ownCost: (rate) => `此控制台 ${rate}`, fragmentation: '碎片率', replicas: '副本', persistence: '持久化', aof: '追加文件', rdb: '快照', lastSave: '上次保存', changes: '其后更改', saveFailed: '上次保存失败',
    eviction: '淘汰策略', evictionBad: '内存不足时 Redis 可能删除任务：请将 maxmemory-policy 设为 noeviction。', nodes: '节点', address: '地址', role: '角色', state: '状态', slots: '槽', behind: '落后', queues: '队列所在位置', queue: '队列', slot: '槽', node: '节点',
    info: 'INFO', kind: '类型', filter: '筛选', kinds: { server: '单机', unixSocket: 'Unix 套接字', sentinel: 'Sentinel', cluster: 'Cluster' },
  },
);
