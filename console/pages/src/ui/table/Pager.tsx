import { ActionIcon } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { uiTexts } from '../texts';
import css from './table.module.css';

export interface Cursor {
  /** The cursor to ask with; undefined on the first page. */
  at: string | undefined;
  page: number;
  forward: (next: string) => void;
  back: () => void;
}

/** Walks through the parts of a list; begins anew when what is listed changes. */
export function useCursor(subject: string): Cursor {
  const [walk, setWalk] = useState<{ subject: string; trail: string[] }>({ subject, trail: [] });
  const trail = walk.subject === subject ? walk.trail : [];
  return {
    at: trail.at(-1),
    page: trail.length,
    forward: (next) => setWalk({ subject, trail: [...trail, next] }),
    back: () => setWalk({ subject, trail: trail.slice(0, -1) }),
  };
}

interface PagerProps {
  cursor: Cursor;
  next: string | null | undefined;
  shown: number;
  limit: number;
  total?: number;
}

export function Pager({ cursor, next, shown, limit, total }: PagerProps) {
  const texts = useTexts(uiTexts);
  const format = useFormat();
  if (cursor.page === 0 && !next) return null;
  const from = cursor.page * limit + (shown > 0 ? 1 : 0);
  return (
    <nav className={css.pager} aria-label={texts.pages}>
      <span className="dim num" aria-live="polite">
        {texts.rowsOf(format.number(from), format.number(cursor.page * limit + shown), total === undefined ? '…' : format.number(total))}
      </span>
      <ActionIcon aria-label={texts.previous} disabled={cursor.page === 0} onClick={cursor.back}><ChevronLeft size={16} /></ActionIcon>
      <ActionIcon aria-label={texts.next} disabled={!next} onClick={() => next && cursor.forward(next)}><ChevronRight size={16} /></ActionIcon>
    </nav>
  );
}
