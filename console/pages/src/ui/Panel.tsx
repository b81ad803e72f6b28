import { useId, type ReactNode } from 'react';
import css from './ui.module.css';

interface PanelProps {
  title?: ReactNode;
  aside?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}

/** A titled surface. Flush: the content reaches its edges, as tables do. */
export function Panel({ title, aside, flush, children }: PanelProps) {
  const id = useId();
  return (
    <section className={css.panel} aria-labelledby={title ? id : undefined}>
      {(title || aside) && (
        <header className={css.panelHead}>
          {title && <h2 id={id}>{title}</h2>}
          {aside && <div className="row">{aside}</div>}
        </header>
      )}
      <div className={flush ? undefined : css.panelBody}>{children}</div>
    </section>
  );
}
