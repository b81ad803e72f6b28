import { defineTexts } from '../../i18n/text';

export const loginTexts = defineTexts(
  {
    user: 'User', password: 'Password', login: 'Log in', show: 'Show the password',
    provider: 'Log in with the company account',
    proxy: 'This console is reached through a proxy that says who you are. It did not: open the console by its address.',
  },
  {
    user: '用户', password: '密码', login: '登录', show: '显示密码',
    provider: '使用公司账号登录',
    proxy: '此控制台须经由认证代理访问，但代理没有提供身份：请从代理地址打开。',
  },
);
