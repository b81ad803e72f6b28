import { defineTexts } from '../../i18n/text';

export const settingsTexts = defineTexts(
  {
    title: 'Settings', subtitle: 'Kept in this browser', look: 'Look', theme: 'Theme', auto: 'As the system', light: 'Light', dark: 'Dark', language: 'Language', density: 'Rows', compact: 'Compact', comfortable: 'Comfortable', zone: 'Time zone', zoneHint: 'Times of all pages are shown in it', browserZone: (zone: string) => `Of this browser (${zone})`,
    rows: 'Rows a page', console: 'This console', configuration: 'Configuration', key: 'Setting', value: 'Value', default: 'Default', meaning: 'Meaning', version: 'Version', redis: 'Redis', namespace: 'Namespace', user: 'User', none: 'none', role: 'Role',
  },
  {
    title: '设置', subtitle: '保存在此浏览器中', look: '外观', theme: '主题', auto: '跟随系统', light: '浅色', dark: '深色', language: '语言', density: '行距', compact: '紧凑', comfortable: '宽松', zone: '时区', zoneHint: '所有页面的时间按此时区显示', browserZone: (zone) => `浏览器时区（${zone}）`,
    rows: '每页行数', console: '此控制台', configuration: '配置', key: '设置项', value: '值', default: '默认值', meaning: '含义', version: '版本', redis: 'Redis', namespace: '命名空间', user: '用户', none: '无', role: '角色',
  },
);
