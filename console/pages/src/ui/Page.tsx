import { useEffect, useRef, type ReactNode } from 'react';
import css from './ui.module.css';

interface PageProps {
  /** For the browser's tab; also the heading where no other is given. */
  title: string;
  heading?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, heading, subtitle, actions, children }: PageProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Belfry`;
  }, [title]);
  useEffect(() => {
    // A screen reader starts at the new page's heading, or at the field that the page is about; not at the link that led here.
    const field = document.querySelector<HTMLElement>('main [data-page-focus]');
    (field ?? head.current)?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={css.page}>
      <div className={css.pageHead}>
        <div className="grow">
          <h1 ref={head} tabIndex={-1}>{heading ?? title}</h1>
          {subtitle && <div className={css.subtitle}>{subtitle}</div>}
        </div>
        {actions && <div className={css.pageActions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
