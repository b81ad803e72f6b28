import { Tooltip } from '@mantine/core';
import { Link } from 'react-router';
import type { Schemas } from '../api/client';
import { queueLink, taskLink } from '../app/links';
import { useTexts } from '../i18n/text';
import { CopyButton } from '../ui/Copy';
import { Dot, StateBadge } from '../ui/StateBadge';
import type { TaskState } from '../ui/states';
import type { Column } from '../ui/table/DataTable';
import { When } from '../ui/When';
import css from './tasks.module.css';
import { tasksTexts } from './texts';

type Row = Schemas['TaskRow'];

/** The columns that each state has, as people know them. */
export function useTaskColumns(state: TaskState): Column<Row>[] {
  const texts = useTexts(tasksTexts);
  const id: Column<Row> = { key: 'id', label: texts.id, render: (row) => <TaskId row={row} /> };
  const type: Column<Row> = { key: 'type', label: texts.type, render: (row) => <TaskType row={row} /> };
  const payload: Column<Row> = { key: 'payload', label: texts.payload, wide: true, render: (row) => <PreviewText preview={row.payload} /> };
  const retried: Column<Row> = { key: 'retried', label: texts.retried, numeric: true, render: (row) => texts.of(row.retried, row.maxRetry) };
  const error: Column<Row> = { key: 'error', label: texts.lastError, wide: true, render: (row) => <ErrorText text={row.lastError} /> };
  const time = (key: string, label: string, at: (row: Row) => string | null): Column<Row> => ({ key, label, numeric: true, render: (row) => <When at={at(row)} /> });
  switch (state) {
    case 'active':
      return [id, type, payload, { key: 'status', label: texts.status, render: (row) => <Running row={row} /> },
        time('started', texts.started, (row) => row.startedAt), time('deadline', texts.deadline, (row) => row.deadline)];
    case 'pending':
      return [id, type, payload, time('waiting', texts.waiting, (row) => row.pendingSince), retried];
    case 'aggregating':
      return [id, type, payload, { key: 'group', label: texts.group, render: (row) => <span className="clip">{row.group}</span> }];
    case 'scheduled':
      return [id, type, payload, time('next', texts.runsIn, (row) => row.nextProcessAt)];
    case 'retry':
      return [id, type, error, time('next', texts.retryIn, (row) => row.nextProcessAt), retried];
    case 'archived':
      return [id, type, error, time('failed', texts.lastFailed, (row) => row.lastFailedAt), retried];
    case 'completed':
      return [id, type, payload, { key: 'result', label: texts.result, wide: true, render: (row) => <PreviewText preview={row.result} /> },
        time('completed', texts.completed, (row) => row.completedAt), time('kept', texts.kept, (row) => row.keptUntil)];
  }
}

/** For tasks of many queues and states. */
export function useFoundColumns(): Column<Row>[] {
  const texts = useTexts(tasksTexts);
  return [
    { key: 'id', label: texts.id, render: (row) => <TaskId row={row} /> },
    { key: 'state', label: texts.state, sort: (row) => row.state, render: (row) => <StateBadge state={row.state} /> },
    { key: 'queue', label: texts.queue, sort: (row) => row.queue,
      render: (row) => <Link className={css.queue} title={row.queue} to={queueLink(row.queue, row.state)}>{row.queue}</Link> },
    { key: 'type', label: texts.type, sort: (row) => row.type, render: (row) => <TaskType row={row} /> },
    { key: 'payload', label: texts.payloadOrError, wide: true, render: (row) => (row.lastError ? <ErrorText text={row.lastError} /> : <PreviewText preview={row.payload} />) },
    { key: 'retried', label: texts.retried, numeric: true, minor: true, sort: (row) => row.retried, render: (row) => texts.of(row.retried, row.maxRetry) },
    { key: 'time', label: texts.when, numeric: true, render: (row) => <When at={timeOf(row)} /> },
  ];
}

/** The time that a task's state is about. */
function timeOf(row: Row): string | null {
  return row.nextProcessAt ?? row.completedAt ?? row.startedAt ?? row.pendingSince ?? row.lastFailedAt;
}

export function TaskId({ row }: { row: { queue: string; id: string } }) {
  return (
    <span className={css.id}>
      <Link to={taskLink(row)} className="mono clip" title={row.id}>{row.id}</Link>
      <CopyButton value={row.id} />
    </span>
  );
}

function TaskType({ row }: { row: Row }) {
  const texts = useTexts(tasksTexts);
  if (row.problem) return <Tooltip label={row.problem} multiline maw={360}><span className="bad">{texts.unreadable}</span></Tooltip>;
  return <span className={css.type} title={row.type}>{row.type}</span>;
}

export function PreviewText({ preview }: { preview: Schemas['Preview'] | null }) {
  const texts = useTexts(tasksTexts);
  if (!preview || preview.form === 'empty') return <span className="dim">{preview ? texts.empty : '–'}</span>;
  return <span className={`mono ${css.preview}`} title={preview.text}>{preview.text}{preview.truncated && '…'}</span>;
}

function ErrorText({ text }: { text: string | null }) {
  return text ? <span className={`${css.preview} ${css.error}`} title={text}>{text}</span> : <span className="dim">–</span>;
}

function Running({ row }: { row: Row }) {
  const texts = useTexts(tasksTexts);
  if (row.orphaned) {
    return <Tooltip label={texts.orphanedHint}><span className="row warn nowrap"><Dot color="var(--bf-state-retry)" />{texts.orphaned}</span></Tooltip>;
  }
  return <span className="row nowrap"><Dot color="var(--bf-state-active)" pulse />{texts.running}</span>;
}
