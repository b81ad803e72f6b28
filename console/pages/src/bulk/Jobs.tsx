import { Button } from '@mantine/core';
import { api, query, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { useFormat } from '../i18n/format';
import { useTexts } from '../i18n/text';
import { tasksTexts } from '../tasks/texts';
import { act } from '../ui/act';
import { Panel } from '../ui/Panel';
import { DataTable } from '../ui/table/DataTable';
import { When } from '../ui/When';
import css from './bulk.module.css';
import { bulkTexts } from './texts';

type Job = Schemas['Job'];

const REFRESH_RUNNING_MS = 1000;
const TONES: Record<Job['state'], string> = { running: '', done: 'good', cancelled: 'warn', failed: 'bad' };

/** The bulk actions of late, with their progress. */
export function Jobs() {
  const texts = useTexts(bulkTexts);
  const format = useFormat();
  const tasks = useTexts(tasksTexts);
  const operator = useMay('operator');
  const jobs = query.useQuery('get', '/jobs', undefined, {
    refetchInterval: (asked) => (asked.state.data?.items.some((job) => job.state === 'running') ? REFRESH_RUNNING_MS : false),
  });
  if (!jobs.data || jobs.data.items.length === 0) return null;
  return (
    <Panel flush title={texts.jobs}>
      <DataTable label={texts.jobs} rows={jobs.data.items} rowKey={(job) => job.id} columns={[
        { key: 'action', label: texts.action, render: (job) => <>{tasks.actions[job.action].replace('…', '')}{job.to !== null && ` → ${job.to}`}</> },
        { key: 'state', label: texts.state, render: (job) => <span className={TONES[job.state]} title={job.problem ?? undefined}>{texts.states[job.state]}</span> },
        { key: 'progress', label: texts.progress, render: (job) => <Progress job={job} /> },
        { key: 'user', label: texts.by, render: (job) => job.user },
        { key: 'reason', label: texts.reason, wide: true, render: (job) => <span className="clip" title={job.reason}>{job.reason}</span> },
        { key: 'started', label: texts.startedAt, numeric: true, render: (job) => <When at={job.startedAt} /> },
        { key: 'took', label: texts.took, numeric: true, minor: true,
          render: (job) => (job.endedAt === null ? '–' : format.duration(Date.parse(job.endedAt) - Date.parse(job.startedAt))) },
        { key: 'stop', label: '', render: (job) => operator && job.state === 'running' && (
          <Button size="compact-xs" variant="default" onClick={() => void act(() => api.POST('/job/cancel', { params: { query: { id: job.id } } }))}>{texts.stop}</Button>
        ) },
      ]} />
    </Panel>
  );
}

function Progress({ job }: { job: Job }) {
  const texts = useTexts(bulkTexts);
  const whole = Math.max(job.expected, job.changed, 1);
  return (
    <div className={css.progress}>
      <span className="num nowrap">{texts.changed(job.changed, job.expected)}{job.refused > 0 && <span className="warn"> · {texts.refused(job.refused)}</span>}</span>
      <div className={css.track}><span style={{ width: `${(job.changed / whole) * 100}%` }} /></div>
    </div>
  );
}
