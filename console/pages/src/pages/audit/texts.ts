import { defineTexts } from '../../i18n/text';

export const auditTexts = defineTexts(
  {
    title: 'Audit', subtitle: 'Who did what, and why', none: 'Nothing was done yet', noneText: 'Every action that changes something is recorded here, the refused ones too.', at: 'Time', user: 'User', action: 'Action', queue: 'Queue', target: 'Target', reason: 'Reason', result: 'Result', remote: 'From',
    results: { done: 'done', refused: 'refused', failed: 'failed' }, filterUser: 'User', filterAction: 'Action, * at its end', filterQueue: 'Queue', apply: 'Filter',
  },
  {
    title: '审计', subtitle: '谁做了什么，为什么', none: '还没有操作', noneText: '每个更改操作都会记录在此，包括被拒绝的。', at: '时间', user: '用户', action: '操作', queue: '队列', target: '对象', reason: '原因', result: '结果', remote: '来自',
    results: { done: '完成', refused: '被拒绝', failed: '失败' }, filterUser: '用户', filterAction: '操作，末尾可用 *', filterQueue: '队列', apply: '筛选',
  },
);
