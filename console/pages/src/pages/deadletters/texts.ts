import { defineTexts, plural } from '../../i18n/text';

export const deadLettersTexts = defineTexts(
  {
    title: 'Dead letters', messages: 'Messages', none: 'No dead letters', noTopic: 'No topic is named', at: 'Place', key: 'Key', error: 'Error', payload: 'Message', attempts: 'Attempts', failed: 'Failed', source: 'Came from',
    replay: 'Replay…', replayAll: 'Replay all…', replayTitle: (n: number) => `Replay ${plural(n, 'message')}`, replayAllTitle: 'Replay all messages of this topic',
    replayBody: 'Each is sent once to the topic it came from, is handled again there by every group that reads it, and is gone from here.', confirm: 'Replay',
    to: 'Another topic (empty: where each came from)', sent: (n: number) => `${plural(n, 'message')} sent`, perSecond: 'So many a second at most (empty: no limit)', discard: 'Discard…', discardAll: 'Discard all…', discardTitle: (n: number) => `Discard ${plural(n, 'message')}`, discardAllTitle: 'Discard all messages of this topic', discardBody: 'What is discarded is gone for good and handled by nobody.', discardConfirm: 'Discard', discarded: (n: number) => `${plural(n, 'message')} discarded`, group: 'Group', stack: 'Stack trace', headers: 'Headers', details: 'Message', close: 'Close', show: 'Show',
  },
  {
    title: '死信', messages: '消息', none: '没有死信', noTopic: '没有指定主题', at: '位置', key: '键', error: '错误', payload: '消息', attempts: '尝试次数', failed: '失败于', source: '来源',
    replay: '重放…', replayAll: '全部重放…', replayTitle: (n) => `重放 ${n} 条消息`, replayAllTitle: '重放此主题的所有消息',
    replayBody: '每条消息会被发回来源主题一次，由读取该主题的所有消费组重新处理，并从这里消失。', confirm: '重放',
    to: '其他主题（留空：各自的来源）', sent: (n) => `已发送 ${n} 条消息`, perSecond: '每秒最多条数（留空：不限）', discard: '丢弃…', discardAll: '全部丢弃…', discardTitle: (n) => `丢弃 ${n} 条消息`, discardAllTitle: '丢弃此主题的所有消息', discardBody: '它们将被永久删除，不会再被处理。', discardConfirm: '丢弃', discarded: (n) => `已丢弃 ${n} 条消息`, group: '消费组', stack: '堆栈', headers: '头部', details: '消息', close: '关闭', show: '查看',
  },
);
