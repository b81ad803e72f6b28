import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { isTyping } from './keys';
import { NAV } from './nav';

const SEQUENCE_MS = 1000;

/** `/` searches, `?` helps, g and a letter go to a page. */
export function useShortcuts(onHelp: () => void) {
  const navigate = useNavigate();
  useEffect(() => {
    let armed = 0;
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = Date.now() - armed < SEQUENCE_MS ? NAV.find((item) => item.key === event.key) : undefined;
      armed = 0;
      if (target) void navigate(target.path);
      else if (event.key === 'g') armed = Date.now();
      else if (event.key === '/') void Promise.resolve(navigate('/search')).then(() => document.querySelector<HTMLElement>('main [data-page-focus]')?.focus());
      else if (event.key === '?') onHelp();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, onHelp]);
}
