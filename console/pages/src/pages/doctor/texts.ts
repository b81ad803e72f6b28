import { defineTexts, plural } from '../../i18n/text';

export const doctorTexts = defineTexts(
  {
    title: 'Doctor', subtitle: 'Looks for what crashes and other tools may have left in Redis: ids without tasks, tasks in no state, active tasks without a lease, locks that nobody holds', examine: 'Examine', examineAgain: 'Examine again', never: 'Not examined yet',
    neverText: 'An examination reads all keys of all queues, a bounded number a second. It changes nothing.', examining: 'Examining…', examined: (keys: string, took: string) => `${plural(keys, 'key')} in ${took}`, failed: 'The examination failed', incomplete: 'Not everything could be looked at.',
    healthy: 'Nothing is wrong', healthyText: 'Every id has its task, every task its place, every lock its owner.', finding: 'Finding', queue: 'Queue', subject: 'Subject', remedy: 'Repair', repair: (n: number) => `Repair ${n}`, infoOnly: 'information only',
    repairTitle: (n: number) => `Repair ${plural(n, 'finding')}?`, repairBody: 'Each is looked at again first and repaired only if it is still so.', repairConfirm: 'Repair', findings: 'Findings',
    repaired: (repaired: number, gone: number, left: number) => `${repaired} repaired, ${gone} gone already, ${left} left`, when: 'examined',
  },
  {
    title: '诊断', subtitle: '查找崩溃或其他工具在 Redis 中留下的问题：没有任务的 ID、不属于任何状态的任务、没有租约的执行中任务、无人持有的锁', examine: '检查', examineAgain: '重新检查', never: '尚未检查',
    neverText: '检查会以限定的速度读取所有队列的全部键，不做任何更改。', examining: '检查中…', examined: (keys, took) => `${keys} 个键，用时 ${took}`, failed: '检查失败', incomplete: '未能检查全部内容。',
    healthy: '没有问题', healthyText: '每个 ID 都有任务，每个任务都有归属，每把锁都有持有者。', finding: '发现', queue: '队列', subject: '对象', remedy: '修复方式', repair: (n) => `修复 ${n} 项`, infoOnly: '仅供参考',
    repairTitle: (n) => `修复 ${n} 项？`, repairBody: '修复前会再次确认，只修复仍然存在的问题。', repairConfirm: '修复', findings: '发现的问题',
    repaired: (repaired, gone, left) => `已修复 ${repaired} 项，${gone} 项已不存在，剩余 ${left} 项`, when: '检查于',
  },
);
