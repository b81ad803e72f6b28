import { useCallback, useEffect, useRef, useState } from 'react';
import { askWhoLooks, BASE, type Schemas } from '../../api/client';

type Row = Schemas['TaskRow'];
type Line = Schemas['SearchLine'];

export interface Search {
  rows: Row[];
  scanned: number;
  total: number;
  matched: number;
  running: boolean;
  /** Where to go on; null at the end. */
  next: string | null;
  complete: boolean;
  problem: unknown;
}

const BEGINNING: Search = { rows: [], scanned: 0, total: 0, matched: 0, running: true, next: null, complete: false, problem: null };
const LIMIT = 100;

/** Runs a search and shows what it finds as it comes. */
export function useSearch(parameters: string): Search & { stop: () => void; more: () => void } {
  const [search, setSearch] = useState(BEGINNING);
  const running = useRef<AbortController | null>(null);
  const run = useCallback((cursor: string | null) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setSearch((before) => (cursor === null ? BEGINNING : { ...before, running: true, next: null, problem: null }));
    const ask = new URLSearchParams(parameters);
    ask.set('limit', String(LIMIT));
    if (cursor !== null) ask.set('cursor', cursor);
    const take = (lines: Line[]) => setSearch((before) => lines.reduce(apply, before));
    stream(`${BASE}api/v1/search?${ask.toString()}`, abort.signal, take)
      .catch((problem: unknown) => !abort.signal.aborted && setSearch((before) => ({ ...before, problem })))
      .finally(() => running.current === abort && setSearch((before) => ({ ...before, running: false })));
  }, [parameters]);
  useEffect(() => {
    run(null);
    return () => running.current?.abort();
  }, [run]);
  return {
    ...search,
    stop: () => {
      running.current?.abort();
      setSearch((before) => ({ ...before, running: false }));
    },
    more: () => search.next !== null && run(search.next),
  };
}

function apply(search: Search, line: Line): Search {
  switch (line.kind) {
    case 'hit':
      return 'task' in line ? { ...search, rows: [...search.rows, line.task] } : search;
    case 'end': {
      const end = line as Schemas['SearchEnd'];
      return { ...search, scanned: end.scanned, total: end.total, matched: end.matched, complete: end.complete, next: end.next, problem: end.problem };
    }
    default: {
      const progress = line as Schemas['SearchProgress'];
      return { ...search, scanned: progress.scanned, total: progress.total, matched: progress.matched };
    }
  }
}

/** Reads lines of JSON; those of one chunk are taken at once. */
async function stream(url: string, signal: AbortSignal, take: (lines: Line[]) => void) {
  const response = await fetch(url, { signal, credentials: 'same-origin' });
  if (response.status === 401) askWhoLooks();
  if (!response.ok || !response.body) throw await response.json().catch(() => response.statusText);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    const parsed = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Line);
    if (parsed.length > 0) take(parsed);
    if (done) return;
  }
}
