import { Tooltip } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Schemas } from '../../api/client';
import { queueLink } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Dot } from '../../ui/StateBadge';
import { StateBar } from '../../ui/StateBar';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { QueueMenu } from './QueueMenu';
import css from './queues.module.css';
import { queuesTexts } from './texts';

type Queue = Schemas['QueueSummary'];

export function QueueTable({ queues, brief }: { queues: Queue[]; brief?: boolean }) {
  const texts = useTexts(queuesTexts);
  const navigate = useNavigate();
  const columns = useColumns(brief);
  return (
    <DataTable label={texts.title} columns={columns} rows={queues} rowKey={(queue) => queue.queue}
      initialSort={brief ? { key: 'size', descending: true } : { key: 'queue', descending: false }}
      onOpen={(queue) => void navigate(queueLink(queue.queue))} />
  );
}

function useColumns(brief?: boolean): Column<Queue>[] {
  const texts = useTexts(queuesTexts);
  const format = useFormat();
  return useMemo(() => {
    const columns: Array<Column<Queue> | false> = [
      { key: 'queue', label: texts.queue, sort: (queue) => queue.queue, render: (queue) => <Name queue={queue} /> },
      { key: 'state', label: texts.state, sort: (queue) => String(queue.paused), render: (queue) => <RunState paused={queue.paused} /> },
      { key: 'tasks', label: texts.tasks, minor: true, render: (queue) => <div className={css.bar}><StateBar counts={queue.counts} /></div> },
      { key: 'size', label: texts.size, numeric: true, sort: (queue) => queue.size, render: (queue) => format.number(queue.size) },
      { key: 'latency', label: texts.latency, hint: texts.latencyHint, numeric: true, sort: (queue) => queue.latencyMs,
        render: (queue) => (queue.latencyMs === 0 ? <span className="dim">0</span> : format.duration(queue.latencyMs)) },
      { key: 'rate', label: texts.rate, numeric: true, sort: (queue) => queue.rates.processedPerSecond ?? -1,
        render: (queue) => (queue.rates.processedPerSecond === null ? <span className="dim">–</span> : format.rate(queue.rates.processedPerSecond)) },
      !brief && { key: 'memory', label: texts.memory, numeric: true, minor: true, sort: (queue) => queue.memoryBytes ?? -1,
        render: (queue) => format.bytes(queue.memoryBytes) },
      { key: 'processed', label: texts.processed, hint: texts.today, numeric: true, sort: (queue) => queue.processedToday,
        render: (queue) => format.number(queue.processedToday) },
      { key: 'failed', label: texts.failed, hint: texts.today, numeric: true, sort: (queue) => queue.failedToday,
        render: (queue) => <span className={queue.failedToday > 0 ? 'bad' : 'dim'}>{format.number(queue.failedToday)}</span> },
      { key: 'errors', label: texts.errorRate, numeric: true, minor: true, sort: errorRate, render: (queue) => format.percent(errorRate(queue)) },
      { key: 'menu', label: '', render: (queue) => <QueueMenu queue={queue} /> },
    ];
    return columns.filter((column) => column !== false);
  }, [texts, format, brief]);
}

const errorRate = (queue: Queue) => queue.failedToday / Math.max(1, queue.processedToday);

function Name({ queue }: { queue: Queue }) {
  const texts = useTexts(queuesTexts);
  return (
    <span className="row">
      <Link to={queueLink(queue.queue)} className={css.name} title={queue.queue}>{queue.queue}</Link>
      {queue.consumers === 0 && queue.counts.pending > 0 && (
        <Tooltip label={texts.noConsumers}><TriangleAlert size={14} className="warn" role="img" aria-label={texts.noConsumers} /></Tooltip>
      )}
    </span>
  );
}

export function RunState({ paused }: { paused: boolean }) {
  const texts = useTexts(queuesTexts);
  return (
    <span className="row nowrap">
      <Dot color={paused ? 'var(--bf-state-retry)' : 'var(--bf-state-active)'} />
      {paused ? texts.paused : texts.running}
    </span>
  );
}
