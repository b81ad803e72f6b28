import { Button, Loader } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../api/session';
import { taskLink } from '../../app/links';
import { AllMenu } from '../../bulk/AllMenu';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { STATE_ACTIONS, type BatchAction } from '../../tasks/actions';
import { BulkBar } from '../../tasks/BulkBar';
import { useFoundColumns } from '../../tasks/columns';
import { Empty, Failure, Loading } from '../../ui/Feedback';
import { Panel } from '../../ui/Panel';
import { STATES } from '../../ui/states';
import { DataTable } from '../../ui/table/DataTable';
import { Facets } from './Facets';
import { parametersOf, type Filter } from './filter';
import css from './search.module.css';
import { searchTexts } from './texts';
import { useSearch } from './useSearch';

const ALL_ACTIONS: BatchAction[] = ['run', 'archive', 'move', 'cancel', 'delete'];

interface FoundProps {
  filter: Filter;
  onNarrow: (filter: Filter) => void;
}

/** What a search has found so far, and what can be done with it. */
export function Found({ filter, onNarrow }: FoundProps) {
  const texts = useTexts(searchTexts);
  const format = useFormat();
  const navigate = useNavigate();
  const operator = useMay('operator');
  const columns = useFoundColumns();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const parameters = parametersOf(filter).toString();
  const search = useSearch(parameters);
  const marked = search.rows.filter((row) => chosen.has(keyOf(row)));
  const actions = actionsFor(marked.length > 0 ? [...new Set(marked.map((row) => row.state))] : (filter.states ?? []));
  return (
    <>
      <Facets filter={filter} wait={search.running} onNarrow={onNarrow} />
      <Panel flush title={<span className="row">{texts.results} {search.running && <Loader size={14} />}</span>} aside={
        <>
          <span className={`dim num ${css.progress}`} aria-live="polite">
            {search.running && search.total > 0 ? texts.searching(format.number(search.scanned), format.number(search.total)) : texts.found(format.number(search.rows.length))}
          </span>
          {search.running && <Button size="compact-xs" variant="default" onClick={search.stop}>{texts.stop}</Button>}
          {operator && search.rows.length > 0 && <AllMenu label={texts.all} filter={filter} actions={actionsFor(filter.states ?? [])} />}
        </>
      }>
        <BulkBar chosen={marked} actions={actions} onClear={() => setChosen(new Set())} />
        {search.problem !== null && <Failure error={search.problem} />}
        {search.rows.length > 0 ? (
          <DataTable label={texts.results} columns={columns} rows={search.rows} rowKey={keyOf} rowName={(row) => row.id}
            selection={operator ? { keys: chosen, onChange: setChosen } : undefined} onOpen={(row) => void navigate(taskLink(row))} />
        ) : search.running ? <Loading /> : search.problem === null && <Empty title={texts.nothing}>{texts.nothingText}</Empty>}
        {search.next !== null && !search.running && (
          <div className={css.next}><Button variant="default" onClick={search.more}>{texts.next}</Button></div>
        )}
      </Panel>
    </>
  );
}

const keyOf = (row: { queue: string; id: string }) => `${row.queue}\n${row.id}`;

/** What all the states allow; every action where none is chosen, since the console passes over what an action does not fit. */
function actionsFor(states: readonly (typeof STATES)[number][]): BatchAction[] {
  return states.length === 0 ? ALL_ACTIONS : ALL_ACTIONS.filter((action) => states.every((state) => STATE_ACTIONS[state].includes(action)));
}
