import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { link, queueLink } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { tasksTexts } from '../../tasks/texts';
import { Copyable } from '../../ui/Copy';
import { Facts, type Fact } from '../../ui/Facts';
import { StateBadge } from '../../ui/StateBadge';
import { ExactWhen } from '../../ui/When';
import { taskTexts } from './texts';

export function TaskFacts({ task }: { task: Schemas['TaskDetail'] }) {
  const texts = useTexts(taskTexts);
  const tasks = useTexts(tasksTexts);
  const format = useFormat();
  const when = (label: string, at: string | null): Fact => at !== null && [label, <ExactWhen key={label} at={at} />];
  return (
    <Facts facts={[
      [texts.id, <Copyable key="id" value={task.id} />],
      [texts.type, <Link key="type" to={link('/search', { type: task.type })}>{task.type}</Link>],
      [texts.queue, <Link key="queue" to={queueLink(task.queue)}>{task.queue}</Link>],
      [texts.state, <StateBadge key="state" state={task.state} />],
      task.group !== null && [texts.group, <Link key="group" to={queueLink(task.queue, 'aggregating', task.group)}>{task.group}</Link>],
      [texts.retries, tasks.of(task.retried, task.maxRetry)],
      when(texts.pendingSince, task.pendingSince),
      when(texts.nextRun, task.nextProcessAt),
      when(texts.started, task.startedAt),
      task.worker && [texts.worker, <span key="worker" className="mono">{task.worker.host}:{task.worker.pid}</span>],
      when(texts.lease, task.leaseUntil),
      when(texts.lastFailed, task.lastFailedAt),
      when(texts.completed, task.completedAt),
      when(texts.kept, task.keptUntil),
      [texts.timeout, task.timeoutMs === null ? texts.none : format.duration(task.timeoutMs)],
      task.deadline === null ? [texts.deadline, texts.none] : when(texts.deadline, task.deadline),
      task.retentionMs !== null && [texts.retention, format.duration(task.retentionMs)],
      task.uniqueKey !== null && [texts.uniqueKey, <Copyable key="unique" value={task.uniqueKey} />],
    ]} />
  );
}
