import { Select, Tabs, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { link, queueLink, taskLink } from '../../app/links';
import { AllMenu } from '../../bulk/AllMenu';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { useSettings } from '../../settings/settings';
import { STATE_ACTIONS } from '../../tasks/actions';
import { BulkBar } from '../../tasks/BulkBar';
import { useTaskColumns } from '../../tasks/columns';
import { Empty, Loaded } from '../../ui/Feedback';
import { Panel } from '../../ui/Panel';
import { Dot } from '../../ui/StateBadge';
import { StateBar } from '../../ui/StateBar';
import { stateColor, STATES, type TaskState } from '../../ui/states';
import { DataTable } from '../../ui/table/DataTable';
import { Pager, useCursor } from '../../ui/table/Pager';
import { uiTexts } from '../../ui/texts';
import css from './queue.module.css';
import { queueTexts } from './texts';

interface QueueTasksProps {
  summary: Schemas['QueueSummary'];
  groups: Schemas['Group'][];
  state: TaskState;
  group: string | undefined;
}

export function QueueTasks({ summary, groups, state, group }: QueueTasksProps) {
  const common = useTexts(uiTexts);
  const texts = useTexts(queueTexts);
  const format = useFormat();
  const navigate = useNavigate();
  const { queue } = summary;
  const shownGroup = state === 'aggregating' ? (group ?? groups[0]?.group) : undefined;
  return (
    <Panel flush>
      <div className={css.bar}><StateBar counts={summary.counts} /></div>
      <Tabs value={state} onChange={(next) => void navigate(queueLink(queue, next as TaskState), { replace: true, preventScrollReset: true })}
        keepMounted={false} activateTabWithKeyboard={false}>
        <div className={css.tabs}>
          <Tabs.List aria-label={texts.states}>
            {STATES.map((each) => (
              <Tabs.Tab key={each} value={each}>
                <span className={css.tab}><Dot color={stateColor(each)} />{common.state[each]} <b className="num">{format.number(summary.counts[each])}</b></span>
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </div>
        <Tabs.Panel value={state}>
          <TaskList key={`${state} ${shownGroup}`} queue={queue} state={state} group={shownGroup} groups={groups} />
        </Tabs.Panel>
      </Tabs>
    </Panel>
  );
}

interface TaskListProps {
  queue: string;
  state: TaskState;
  group: string | undefined;
  groups: Schemas['Group'][];
}

function TaskList({ queue, state, group, groups }: TaskListProps) {
  const common = useTexts(uiTexts);
  const texts = useTexts(queueTexts);
  const navigate = useNavigate();
  const operator = useMay('operator');
  const { rows: limit } = useSettings();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const cursor = useCursor(`${queue} ${state} ${group}`);
  const columns = useTaskColumns(state);
  const known = state !== 'aggregating' || group !== undefined;
  const tasks = query.useQuery('get', '/tasks', { params: { query: { queue, state, group, cursor: cursor.at, limit } } },
    { refetchInterval: REFRESH_MS, enabled: known, placeholderData: (before) => before });
  if (!known) return <Empty title={texts.chooseGroup} />;
  const rows = tasks.data?.items ?? [];
  const marked = rows.filter((row) => chosen.has(row.id));
  return (
    <>
      <div className={css.tools}>
        <FindById queue={queue} />
        {state === 'aggregating' && <GroupSelect queue={queue} group={group} groups={groups} />}
        <span className="grow" />
        {operator && rows.length > 0 && (
          <AllMenu label={texts.all} filter={{ queues: [queue], states: [state], groups: group === undefined ? undefined : [group] }} actions={STATE_ACTIONS[state]} />
        )}
      </div>
      <BulkBar chosen={marked} actions={STATE_ACTIONS[state]} onClear={() => setChosen(new Set())} />
      <Loaded query={tasks}>
        {(data) => (
          <>
            <DataTable label={texts.tabTasks(common.state[state])} columns={columns} rows={data.items} rowKey={(row) => row.id}
              selection={operator ? { keys: chosen, onChange: setChosen } : undefined} onOpen={(row) => void navigate(taskLink(row))}
              empty={<Empty title={texts.none(common.state[state].toLowerCase())} />} />
            <Pager cursor={cursor} next={data.next} shown={data.items.length} limit={limit} total={data.total} />
          </>
        )}
      </Loaded>
    </>
  );
}

function FindById({ queue }: { queue: string }) {
  const texts = useTexts(queueTexts);
  const navigate = useNavigate();
  const [id, setId] = useState('');
  return (
    <form className={css.find} onSubmit={(event) => {
      event.preventDefault();
      if (id.trim()) void navigate(link('/search', { queue, id: `*${id.trim()}*` }));
    }}>
      <TextInput size="xs" value={id} onChange={(event) => setId(event.currentTarget.value)} placeholder={texts.find} aria-label={texts.find} leftSection={<Search size={13} />} />
    </form>
  );
}

function GroupSelect({ queue, group, groups }: { queue: string; group: string | undefined; groups: Schemas['Group'][] }) {
  const texts = useTexts(queueTexts);
  const format = useFormat();
  const navigate = useNavigate();
  return (
    <Select size="xs" searchable allowDeselect={false} aria-label={texts.group} value={group ?? null} limit={100}
      data={groups.map((each) => ({ value: each.group, label: texts.groupSize(each.group, format.number(each.waiting + each.staged)) }))}
      onChange={(next) => next !== null && void navigate(queueLink(queue, 'aggregating', next), { replace: true, preventScrollReset: true })} />
  );
}
