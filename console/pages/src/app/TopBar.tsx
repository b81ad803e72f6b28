import { ActionIcon, Kbd, Menu, Tooltip, useComputedColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { CircleUserRound, Keyboard, LogOut, Menu as MenuIcon, Moon, Search, Sun } from 'lucide-react';
import { api } from '../api/client';
import { useLiveStatus, type LiveStatus } from '../api/live';
import { useSession } from '../api/session';
import { useTexts } from '../i18n/text';
import { act } from '../ui/act';
import { Dot } from '../ui/StateBadge';
import css from './shell.module.css';
import { appTexts } from './texts';
import { useScheme } from './useScheme';

const LIVE_COLORS: Record<LiveStatus, string> = {
  live: 'var(--bf-state-active)',
  connecting: 'var(--bf-state-completed)',
  lost: 'var(--bf-state-archived)',
};

export function TopBar({ onMenu, onHelp }: { onMenu: () => void; onHelp: () => void }) {
  const texts = useTexts(appTexts);
  const session = useSession().data;
  return (
    <header className={css.top}>
      <ActionIcon className={css.burger} aria-label={texts.menu} onClick={onMenu}><MenuIcon size={18} /></ActionIcon>
      <button type="button" className={css.palette} onClick={spotlight.open}>
        <Search size={14} aria-hidden />
        <span className="grow clip">{texts.goTo}</span>
        <Kbd size="xs" className={css.wideOnly}>{navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} K</Kbd>
      </button>
      <span className="grow" />
      {session?.readOnly && <span className={css.pill}>{texts.readOnly}</span>}
      <span className={`${css.redis} ${css.wideOnly} mono clip`} title={session?.redis}>{session?.redis}</span>
      <LiveMark />
      <SchemeSwitch />
      <Tooltip label={texts.help}>
        <ActionIcon className={css.wideOnly} aria-label={texts.help} onClick={onHelp}><Keyboard size={16} /></ActionIcon>
      </Tooltip>
      {session?.user && <Account user={session.user} role={session.role ? texts.roles[session.role] : ''} />}
    </header>
  );
}

function LiveMark() {
  const texts = useTexts(appTexts);
  const status = useLiveStatus();
  return (
    <Tooltip label={texts[status]}>
      <span className={css.live} role="status">
        <Dot color={LIVE_COLORS[status]} pulse={status === 'live'} />
        <span className={status === 'lost' ? 'bad' : 'dim'}>{status === 'lost' ? texts.lost : texts[status]}</span>
      </span>
    </Tooltip>
  );
}

function SchemeSwitch() {
  const texts = useTexts(appTexts);
  const scheme = useComputedColorScheme('light');
  const choose = useScheme();
  const label = scheme === 'dark' ? texts.toLight : texts.toDark;
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => choose(scheme === 'dark' ? 'light' : 'dark')}>
        {scheme === 'dark' ? <Sun size={16} /> : <Moon size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}

function Account({ user, role }: { user: string; role: string }) {
  const texts = useTexts(appTexts);
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon aria-label={texts.account}><CircleUserRound size={17} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.signedInAs(user, role)}</Menu.Label>
        <Menu.Item leftSection={<LogOut size={14} />} onClick={() => void act(() => api.POST('/logout'))}>{texts.logout}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
