import type { ReactNode } from 'react';
import css from './ui.module.css';

interface TileProps {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  tone?: 'good' | 'warn' | 'bad';
  children?: ReactNode;
}

/** One figure with its name. */
export function Tile({ label, value, note, tone, children }: TileProps) {
  return (
    <div className={css.tile}>
      <div className={css.tileLabel}>{label}</div>
      <div className={`${css.tileValue} num ${tone ?? ''}`}>{value}</div>
      {note && <div className={css.tileNote}>{note}</div>}
      {children}
    </div>
  );
}

export function Tiles({ children }: { children: ReactNode }) {
  return <div className={css.tiles}>{children}</div>;
}
