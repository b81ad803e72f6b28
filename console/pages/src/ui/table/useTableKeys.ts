import { useEffect, useRef, type RefObject } from 'react';
import { isTyping } from '../../app/keys';

interface TableKeys {
  open: (index: number) => void;
  mark: (index: number) => void;
}

/** j and k walk through the rows, Enter opens the one with the focus, x marks it. */
export function useTableKeys(body: RefObject<HTMLTableSectionElement | null>, keys: TableKeys) {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const table = body.current;
      if (!table || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const rows = Array.from(table.rows);
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      if (event.key === 'j' || event.key === 'k') {
        // The first table of a page is the one that is walked until the focus is in another.
        if (at < 0 && (document.activeElement?.closest('tbody') || document.querySelector('main tbody') !== table)) return;
        const next = event.key === 'j' ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
        rows[next]?.focus();
        rows[next]?.scrollIntoView({ block: 'nearest' });
        event.preventDefault();
      } else if (at >= 0 && event.key === 'Enter' && document.activeElement === rows[at]) {
        latest.current.open(at);
      } else if (at >= 0 && event.key === 'x') {
        latest.current.mark(at);
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [body]);
}
