import { defineTexts, plural } from '../../i18n/text';

export const searchTexts = defineTexts(
  {
    title: 'Search', subtitle: 'Tasks of all queues and states', search: 'Search', text: 'Text in the payload', textHint: 'in any case', queues: 'Queues', anyQueue: 'All queues', states: 'States', anyState: 'All states',
    more: 'More filters', fewer: 'Fewer filters', type: 'Type', typeHint: '* stands for anything', id: 'ID', path: 'JSON path', value: 'Value there', error: 'Text in the last error', header: 'Header',
    headerHint: 'name or name=value', from: 'From', to: 'To', timeHint: 'Next run, last failure or completion', minRetried: 'Retried at least', reset: 'Reset', groups: 'Group',
    searching: (scanned: string, total: string) => `Looked at ${scanned} of about ${plural(total, 'task')}`, found: (shown: string) => `${shown} found`,
    matched: (n: string) => `${plural(n, 'matches', 'match')}`, atLeast: (n: string) => `at least ${plural(n, 'matches', 'match')}`, stop: 'Stop', next: 'More', nothing: 'No task matches', nothingText: 'Try fewer or wider filters.',
    stopped: 'Stopped early', all: 'Act on all that match', byState: 'By state', byQueue: 'By queue', byType: 'By type', results: 'Tasks found',
    views: 'Views', saveView: 'Save this search…', viewName: 'Name', save: 'Save', noViews: 'No saved views', viewSaved: (name: string) => `View “${name}” is saved`,
    deleteView: (name: string) => `Delete the view “${name}”?`, deleteViewBody: 'It is gone for everybody who uses this console. Tasks are not touched.', delete: 'Delete', viewsOf: (name: string) => `Delete view ${name}`,
    counting: 'Counting…',
  },
  {
    title: '搜索', subtitle: '所有队列和状态的任务', search: '搜索', text: '负载中的文本', textHint: '不区分大小写', queues: '队列', anyQueue: '所有队列', states: '状态', anyState: '所有状态',
    more: '更多条件', fewer: '收起条件', type: '类型', typeHint: '* 代表任意内容', id: 'ID', path: 'JSON 路径', value: '该处的值', error: '最近错误中的文本', header: '头部',
    headerHint: '名称，或 名称=值', from: '从', to: '到', timeHint: '下次执行、最近失败或完成时间', minRetried: '至少重试次数', reset: '重置', groups: '分组',
    searching: (scanned, total) => `已查看 ${scanned} / 约 ${total} 个任务`, found: (shown) => `找到 ${shown} 个`,
    matched: (n) => `${n} 个匹配`, atLeast: (n) => `至少 ${n} 个匹配`, stop: '停止', next: '更多', nothing: '没有匹配的任务', nothingText: '请减少或放宽条件。',
    stopped: '提前停止', all: '对所有匹配项操作', byState: '按状态', byQueue: '按队列', byType: '按类型', results: '找到的任务',
    views: '视图', saveView: '保存此搜索…', viewName: '名称', save: '保存', noViews: '没有已保存的视图', viewSaved: (name) => `已保存视图“${name}”`,
    deleteView: (name) => `删除视图“${name}”？`, deleteViewBody: '使用此控制台的所有人都将看不到它。任务不受影响。', delete: '删除', viewsOf: (name) => `删除视图 ${name}`,
    counting: '统计中…',
  },
);
