import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { queryClient } from '../api/client';
import { useLiveEvents } from '../api/live';
import { useSession } from '../api/session';
import { useTexts } from '../i18n/text';
import { LoginPage } from '../pages/login';
import { Failure, Loading } from '../ui/Feedback';
import { Help } from './Help';
import { Navigation } from './Navigation';
import { Palette } from './Palette';
import css from './shell.module.css';
import { appTexts } from './texts';
import { TopBar } from './TopBar';
import { useShortcuts } from './useShortcuts';

/** What is around every page, once it is known who looks. */
export function Shell() {
  const session = useSession();
  const loggedOut = session.data?.role === null;
  useEffect(() => {
    // What the last one saw is not for the next one.
    if (loggedOut) queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== '/session' });
  }, [loggedOut]);
  if (session.data === undefined) {
    return <main className={css.gate}>{session.error ? <Failure error={session.error} onRetry={() => void session.refetch()} /> : <Loading rows={3} />}</main>;
  }
  return session.data.role === null ? <LoginPage session={session.data} /> : <Frame />;
}

function Frame() {
  const texts = useTexts(appTexts);
  const location = useLocation();
  const busy = useNavigation().state !== 'idle';
  const [menu, setMenu] = useDisclosure(false);
  const [help, setHelp] = useDisclosure(false);
  useLiveEvents();
  useShortcuts(setHelp.toggle);
  useEffect(() => {
    setMenu.close();
    window.scrollTo(0, 0);
  }, [location.pathname, setMenu.close]);
  return (
    <div className={css.frame}>
      <a href="#content" className={css.skip}>{texts.skip}</a>
      <aside className={css.side}><Navigation /></aside>
      <Drawer.Root opened={menu} onClose={setMenu.close} size={240}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={texts.navigation}><Drawer.Body p={0} h="100%"><Navigation /></Drawer.Body></Drawer.Content>
      </Drawer.Root>
      <div className={css.body}>
        <TopBar onMenu={setMenu.open} onHelp={setHelp.open} />
        <main id="content" className={css.main} aria-busy={busy}><Outlet /></main>
      </div>
      <Palette />
      <Help opened={help} onClose={setHelp.close} />
    </div>
  );
}
