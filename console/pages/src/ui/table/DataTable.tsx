import { Checkbox } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTexts } from '../../i18n/text';
import { useSettings } from '../../settings/settings';
import { uiTexts } from '../texts';
import css from './table.module.css';
import { useTableKeys } from './useTableKeys';

export interface Column<T> {
  key: string;
  label: string;
  render: (row: T) => ReactNode;
  /** Said when the pointer rests on the head. */
  hint?: string;
  /** Right-aligned, figures of one width. */
  numeric?: boolean;
  /** Takes what is left and cuts its content off. */
  wide?: boolean;
  /** Left out on a phone. */
  minor?: boolean;
  sort?: (row: T) => number | string;
}

export interface Selection {
  keys: ReadonlySet<string>;
  onChange: (keys: Set<string>) => void;
}

interface DataTableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  rowName?: (row: T) => string;
  selection?: Selection;
  onOpen?: (row: T) => void;
  initialSort?: { key: string; descending: boolean };
  empty?: ReactNode;
}

/** A table that is sorted by its heads, walked with j and k, opened with Enter, marked with x; a list of cards on a phone. */
export function DataTable<T>({ label, columns, rows, rowKey, rowName = rowKey, selection, onOpen, initialSort, empty }: DataTableProps<T>) {
  const texts = useTexts(uiTexts);
  const { density } = useSettings();
  const [sort, setSort] = useState(initialSort);
  const body = useRef<HTMLTableSectionElement>(null);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const toggle = (key: string) => {
    if (!selection) return;
    const keys = new Set(selection.keys);
    if (!keys.delete(key)) keys.add(key);
    selection.onChange(keys);
  };
  useTableKeys(body, {
    open: (index) => sorted[index] && onOpen?.(sorted[index]),
    mark: (index) => sorted[index] && toggle(rowKey(sorted[index])),
  });
  if (rows.length === 0 && empty) return empty;
  const marked = sorted.filter((row) => selection?.keys.has(rowKey(row))).length;
  return (
    <div className={css.scroll} data-density={density}>
      <table className={css.table} aria-label={label} role="table">
        <thead role="rowgroup">
          <tr role="row">
            {selection && (
              <th className={css.check} role="columnheader">
                <Checkbox size="xs" aria-label={texts.selectAll} checked={marked > 0 && marked === sorted.length}
                  indeterminate={marked > 0 && marked < sorted.length}
                  onChange={() => selection.onChange(new Set(marked === sorted.length ? [] : sorted.map(rowKey)))} />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={setSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} role="rowgroup">
          {sorted.map((row) => {
            const key = rowKey(row);
            return (
              <tr key={key} role="row" tabIndex={-1} data-marked={selection?.keys.has(key) || undefined}>
                {selection && (
                  <td className={css.check} role="cell">
                    <Checkbox size="xs" aria-label={texts.selectRow(rowName(row))} checked={selection.keys.has(key)} onChange={() => toggle(key)} />
                  </td>
                )}
                {columns.map((column) => (
                  <td key={column.key} role="cell" data-label={column.label} className={cellClass(column)}>
                    {column.render(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<T> {
  column: Column<T>;
  sort: { key: string; descending: boolean } | undefined;
  onSort: (sort: { key: string; descending: boolean }) => void;
}

function Head<T>({ column, sort, onSort }: HeadProps<T>) {
  const texts = useTexts(uiTexts);
  const mine = sort?.key === column.key ? sort : undefined;
  const Arrow = mine?.descending ? ArrowDown : ArrowUp;
  return (
    <th role="columnheader" className={cellClass(column)} aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : undefined}>
      {column.sort ? (
        <button type="button" className={css.sort} title={column.hint ?? texts.sortBy(column.label)}
          onClick={() => onSort({ key: column.key, descending: mine ? !mine.descending : !!column.numeric })}>
          {column.label}
          <Arrow size={12} aria-hidden className={mine ? undefined : css.unsorted} />
        </button>
      ) : (
        column.label || <span className="hidden-visually">{texts.more}</span>
      )}
    </th>
  );
}

function cellClass<T>(column: Column<T>): string | undefined {
  return [column.numeric && css.numeric, column.wide && css.wide, column.minor && css.minor].filter(Boolean).join(' ') || undefined;
}

function sortRows<T>(rows: T[], columns: Column<T>[], sort: { key: string; descending: boolean } | undefined): T[] {
  const by = columns.find((column) => column.key === sort?.key)?.sort;
  if (!by) return rows;
  const sign = sort?.descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const a = by(one);
    const b = by(other);
    return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true }));
  });
}
