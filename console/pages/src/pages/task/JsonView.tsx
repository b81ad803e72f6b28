import type { ReactNode } from 'react';
import css from './task.module.css';

const INDENT = '  ';

/** Indented JSON with coloured keys and values; text, never markup. */
export function JsonView({ value, indent = '' }: { value: unknown; indent?: string }): ReactNode {
  if (Array.isArray(value)) {
    return <List open="[" close="]" indent={indent} items={value.map((item) => [null, item])} />;
  }
  if (typeof value === 'object' && value !== null) {
    return <List open="{" close="}" indent={indent} items={Object.entries(value)} />;
  }
  return <span className={typeof value === 'string' ? css.text : css.number}>{JSON.stringify(value) ?? 'null'}</span>;
}

interface ListProps {
  open: string;
  close: string;
  indent: string;
  items: Array<[string | null, unknown]>;
}

function List({ open, close, indent, items }: ListProps) {
  if (items.length === 0) return open + close;
  const deeper = indent + INDENT;
  return (
    <>
      {open}
      {items.map(([key, item], index) => (
        <span key={index}>
          {`\n${deeper}`}
          {key !== null && <><span className={css.key}>{JSON.stringify(key)}</span>: </>}
          <JsonView value={item} indent={deeper} />
          {index < items.length - 1 && ','}
        </span>
      ))}
      {`\n${indent}${close}`}
    </>
  );
}
