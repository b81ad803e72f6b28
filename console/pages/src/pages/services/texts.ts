import { defineTexts } from '../../i18n/text';

export const servicesTexts = defineTexts(
  {
    title: 'Services', subtitle: 'Health of the processes whose addresses this console was given', none: 'No services are configured', noneText: 'Start the console with the health addresses of your processes to see them here.',
    up: 'Up', down: 'Down', unknown: 'Unknown', since: 'since', checked: 'checked', latency: 'Answer in', code: 'HTTP status', history: 'Last checks',
  },
  {
    title: '服务', subtitle: '按配置地址检查的进程健康状况', none: '没有配置服务', noneText: '启动控制台时指定各进程的健康检查地址即可在此查看。',
    up: '正常', down: '不可用', unknown: '未知', since: '始于', checked: '检查于', latency: '响应时间', code: 'HTTP 状态', history: '最近检查',
  },
);
