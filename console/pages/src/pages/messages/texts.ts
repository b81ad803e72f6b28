import { defineTexts } from '../../i18n/text';

export const messagesTexts = defineTexts(
  {
    title: 'Messages', subtitle: 'Kafka consumer groups, their lag, and dead letters', none: 'No Kafka cluster is configured', noneText: 'Start the console with the bootstrap servers of a cluster to see its groups here.',
    cluster: 'Cluster', up: 'up', down: 'down', groups: 'Consumer groups', noGroups: 'No consumer groups', group: 'Group', state: 'State', type: 'Kind', members: 'Members', topics: 'Topics', lag: 'Lag', unknown: 'unknown',
    partitions: (group: string) => `Partitions of ${group}`, partition: 'Partition', committed: 'Committed', end: 'End', member: 'Reader', topic: 'Topic', showPartitions: 'Partitions', deadLetters: 'Dead letters', noDeadLetters: 'No dead-letter topics',
    source: 'Came from', messages: 'Messages', brokers: 'Brokers',
  },
  {
    title: '消息', subtitle: 'Kafka 消费组、积压与死信', none: '没有配置 Kafka 集群', noneText: '启动控制台时指定集群的 bootstrap servers 即可在此查看消费组。',
    cluster: '集群', up: '正常', down: '不可用', groups: '消费组', noGroups: '没有消费组', group: '消费组', state: '状态', type: '种类', members: '成员', topics: '主题', lag: '积压', unknown: '未知',
    partitions: (group) => `${group} 的分区`, partition: '分区', committed: '已提交', end: '末尾', member: '读取者', topic: '主题', showPartitions: '分区', deadLetters: '死信', noDeadLetters: '没有死信主题',
    source: '来源', messages: '消息数', brokers: 'Broker',
  },
);
