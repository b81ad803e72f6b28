import { defineTexts } from '../../i18n/text';

export const schedulesTexts = defineTexts(
  {
    title: 'Schedules', subtitle: (zone: string) => `Next fires in ${zone}`, none: 'No schedules', noneText: 'Schedulers register theirs when they start; dynamic ones are created here.',
    name: 'Schedule', nameField: 'Name', spec: 'Spec', task: 'Task', queue: 'Queue', next: 'Next fire', previous: 'Last fire', state: 'State', kind: 'Kind', running: 'registered', dynamic: 'dynamic', paused: 'paused', nobody: 'nobody fires it', firing: 'active',
    noRunner: 'No scheduler that runs dynamic schedules is up: those below are not fired.', create: 'New schedule', actionsFor: (name: string) => `Actions for ${name}`,
    run: 'Run now', pause: 'Pause', resume: 'Resume', edit: 'Edit…', remove: 'Delete…', history: 'History', close: 'Close', noHistory: 'It has not fired yet.', taskId: 'Task', at: 'Enqueued', more: 'Older', unreadable: 'cannot be read',
    ran: 'A task is enqueued', pausedDone: 'The schedule is paused', resumedDone: 'The schedule fires again', removed: 'The schedule is deleted', created: 'The schedule is created', changed: 'The schedule is changed',
    pauseTitle: (name: string) => `Pause ${name}?`, pauseBody: 'It does not fire until it is resumed. Fires that fall into the pause are not made up for.',
    runTitle: (name: string) => `Run ${name} now?`, runBody: 'One task is enqueued at once, beside those of its times.',
    removeTitle: (name: string) => `Delete ${name}?`, removeBody: 'It does not fire any more. Tasks that it has enqueued stay.',
    upcoming: 'Next fires', options: 'Options', schedulers: 'Schedulers', payload: 'Payload', zone: 'Zone of the schedule', editTitle: 'Edit schedule', createTitle: 'New schedule', save: 'Save',
    specHint: '0 3 * * * · @every 5m · @daily', type: 'Task type', payloadHint: 'Text, usually JSON', maxRetry: 'Retries', timeout: 'Timeout (s)', retention: 'Keep results (s)', unique: 'Unique for (s)', badSpec: 'This expression cannot be read', details: 'Details',
    ofProgram: 'A program registered this schedule when it started, so only its code can pause, change or remove it. From here it can be run once. Schedules that are kept in Redis can be paused and changed here.',
  },
  {
    title: '定时计划', subtitle: (zone) => `下次触发时间按 ${zone}`, none: '没有定时计划', noneText: '调度器启动时会注册计划；动态计划可在此创建。',
    name: '计划', nameField: '名称', spec: '表达式', task: '任务', queue: '队列', next: '下次触发', previous: '上次触发', state: '状态', kind: '种类', running: '已注册', dynamic: '动态', paused: '已暂停', nobody: '无人触发', firing: '有效',
    noRunner: '没有运行动态计划的调度器：以下动态计划不会触发。', create: '新建计划', actionsFor: (name) => `${name} 的操作`,
    run: '立即执行', pause: '暂停', resume: '恢复', edit: '编辑…', remove: '删除…', history: '历史', close: '关闭', noHistory: '还没有触发过。', taskId: '任务', at: '入队时间', more: '更早', unreadable: '无法读取',
    ran: '已入队一个任务', pausedDone: '计划已暂停', resumedDone: '计划已恢复', removed: '计划已删除', created: '计划已创建', changed: '计划已修改',
    pauseTitle: (name) => `暂停 ${name}？`, pauseBody: '恢复之前不会触发。暂停期间错过的触发不会补上。',
    runTitle: (name) => `立即执行 ${name}？`, runBody: '除原定时间外，立即入队一个任务。',
    removeTitle: (name) => `删除 ${name}？`, removeBody: '它不再触发。已入队的任务保留。',
    upcoming: '接下来的触发', options: '选项', schedulers: '调度器', payload: '负载', zone: '计划的时区', editTitle: '编辑计划', createTitle: '新建计划', save: '保存',
    specHint: '0 3 * * * · @every 5m · @daily', type: '任务类型', payloadHint: '文本，通常为 JSON', maxRetry: '重试次数', timeout: '超时（秒）', retention: '结果保留（秒）', unique: '唯一时长（秒）', badSpec: '无法解析该表达式', details: '详情',
    ofProgram: '此计划由程序启动时注册，只能由该程序的代码暂停、修改或删除；在这里可以立即执行一次。保存在 Redis 中的计划可以在这里暂停和修改。',
  },
);
