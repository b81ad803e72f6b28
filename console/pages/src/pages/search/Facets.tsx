import { query } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { StateBadge } from '../../ui/StateBadge';
import type { TaskState } from '../../ui/states';
import { Failure } from '../../ui/Feedback';
import type { Filter } from './filter';
import css from './search.module.css';
import { searchTexts } from './texts';

const SHOWN = 7;

interface FacetsProps {
  filter: Filter;
  /** Counting goes through all tasks once more, so it waits until the first of them are found. */
  wait: boolean;
  onNarrow: (filter: Filter) => void;
}

/** How many match, split three ways; each part narrows the search. */
export function Facets({ filter, wait, onNarrow }: FacetsProps) {
  const texts = useTexts(searchTexts);
  const format = useFormat();
  const { queues, states, groups, ...rest } = filter;
  const counts = query.useQuery('get', '/search/counts', { params: { query: { queue: queues, state: states, group: groups, ...rest } } }, { staleTime: 15_000, enabled: !wait });
  if (counts.error) return <Failure error={counts.error} />;
  const data = counts.data;
  return (
    <div className={css.facets} aria-busy={!data}>
      <div className={css.total} aria-live="polite">
        {data ? (data.complete ? texts.matched(format.number(data.matched)) : texts.atLeast(format.number(data.matched))) : <span className="dim">{texts.counting}</span>}
      </div>
      {data && (
        <>
          <Facet label={texts.byState} counts={data.byState} render={(state) => <StateBadge state={state as TaskState} />} onPick={(state) => onNarrow({ ...filter, states: [state as TaskState] })} />
          <Facet label={texts.byQueue} counts={data.byQueue} onPick={(queue) => onNarrow({ ...filter, queues: [queue] })} />
          <Facet label={texts.byType} counts={data.byType} onPick={(type) => onNarrow({ ...filter, type })} />
        </>
      )}
    </div>
  );
}

interface FacetProps {
  label: string;
  counts: Record<string, number>;
  render?: (name: string) => React.ReactNode;
  onPick: (name: string) => void;
}

function Facet({ label, counts, render, onPick }: FacetProps) {
  const format = useFormat();
  const largest = Object.entries(counts).filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one).slice(0, SHOWN);
  if (largest.length === 0) return null;
  return (
    <div className={css.facet} role="group" aria-label={label}>
      <span className="dim">{label}</span>
      {largest.map(([name, count]) => (
        <button key={name} type="button" className={css.chip} onClick={() => onPick(name)} title={name}>
          <span className="clip">{render ? render(name) : name}</span> <b className="num">{format.number(count)}</b>
        </button>
      ))}
    </div>
  );
}
