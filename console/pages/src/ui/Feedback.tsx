import { Button, Skeleton } from '@mantine/core';
import { CircleAlert, Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { problemText } from '../api/problem';
import { useTexts } from '../i18n/text';
import { uiTexts } from './texts';
import css from './ui.module.css';

export function Empty({ title, icon, children }: { title: string; icon?: ReactNode; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <span className={css.emptyIcon} aria-hidden>{icon ?? <Inbox size={22} strokeWidth={1.5} />}</span>
      <strong>{title}</strong>
      {children && <div className="dim">{children}</div>}
    </div>
  );
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const texts = useTexts(uiTexts);
  return (
    <div className={css.empty} role="alert">
      <span className={`${css.emptyIcon} bad`} aria-hidden><CircleAlert size={22} strokeWidth={1.5} /></span>
      <strong>{texts.failed}</strong>
      <div className="dim">{problemText(error)}</div>
      {onRetry && <Button variant="default" onClick={onRetry}>{texts.retry}</Button>}
    </div>
  );
}

export function Loading({ rows = 6 }: { rows?: number }) {
  const texts = useTexts(uiTexts);
  return (
    <div className={css.loading} role="status" aria-label={texts.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={14} width={`${92 - ((row * 17) % 40)}%`} radius={4} />
      ))}
    </div>
  );
}

interface Loadable<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** The three faces of what is being loaded. What was loaded once stays while a later try fails. */
export function Loaded<T>({ query, rows, children }: { query: Loadable<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading rows={rows} />;
}
