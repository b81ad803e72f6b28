import { defineTexts, plural } from '../../i18n/text';

export const deadLettersTexts = defineTexts(
  {
    title: 'Dead letters', messages: 'Messages', none: 'No dead letters', noTopic: 'No topic is named', at: 'Place', key: 'Key', error: 'Error', payload: 'Message', attempts: 'Attempts', failed: 'Failed', source: 'Came from',
    replay: 'Replay…', replayAll: 'Replay all…', replayTitle: (n: number) => `Replay ${plural(n, 'message')}`, replayAllTitle: 'Replay all messages of this topic',
    replayBody: 'They are sent to the topic they came from and handled again. They also stay here until Kafka’s retention removes them: what is replayed twice is handled twice.', confirm: 'Replay',
    to: 'Another topic (empty: where each came from)', sent: (n: number) => `${plural(n, 'message')} sent`, refused: (n: number, why: string) => `${n} refused: ${why}`, headers: 'Headers', details: 'Message', close: 'Close', show: 'Show',
  },
  {
    title: '死信', messages: '消息', none: '没有死信', noTopic: '没有指定主题', at: '位置', key: '键', error: '错误', payload: '消息', attempts: '尝试次数', failed: '失败于', source: '来源',
    replay: '重放…', replayAll: '全部重放…', replayTitle: (n) => `重放 ${n} 条消息`, replayAllTitle: '重放此主题的所有消息',
    replayBody: '它们将被发回来源主题并重新处理。它们仍保留在这里，直到 Kafka 按保留期删除：重放两次就会处理两次。', confirm: '重放',
    to: '其他主题（留空：各自的来源）', sent: (n) => `已发送 ${n} 条消息`, refused: (n, why) => `${n} 条被拒绝：${why}`, headers: '头部', details: '消息', close: '关闭', show: '查看',
  },
);
