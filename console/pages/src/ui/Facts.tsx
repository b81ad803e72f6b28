import type { ReactNode } from 'react';
import css from './ui.module.css';

export type Fact = [label: string, value: ReactNode] | false | null | undefined;

/** Labels and values in two aligned columns. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map((fact) => fact && (
        <div key={fact[0]}>
          <dt>{fact[0]}</dt>
          <dd>{fact[1] ?? <span className="dim">–</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
