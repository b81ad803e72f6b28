import { Alert, Modal } from '@mantine/core';
import { query, type Schemas } from '../../api/client';
import { taskLink } from '../../app/links';
import { Link } from 'react-router';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { PreviewText } from '../../tasks/columns';
import { Facts } from '../../ui/Facts';
import { Loaded } from '../../ui/Feedback';
import { DataTable } from '../../ui/table/DataTable';
import { Pager, useCursor } from '../../ui/table/Pager';
import { When } from '../../ui/When';
import { nameOf } from './ScheduleTable';
import { schedulesTexts } from './texts';

type Schedule = Schemas['Schedule'];
const LIMIT = 20;

/** One schedule: what it enqueues, when it fires next, when it fired. */
export function ScheduleDialog({ schedule, onClose }: { schedule: Schedule | null; onClose: () => void }) {
  const texts = useTexts(schedulesTexts);
  return (
    <Modal opened={schedule !== null} onClose={onClose} size="lg" title={schedule && nameOf(schedule)} closeButtonProps={{ 'aria-label': texts.close }}>
      {schedule && <Details schedule={schedule} />}
    </Modal>
  );
}

function Details({ schedule }: { schedule: Schedule }) {
  const texts = useTexts(schedulesTexts);
  const format = useFormat();
  return (
    <div className="stack">
      <Facts facts={[
        [texts.spec, <span key="spec" className="mono">{schedule.spec}</span>],
        schedule.zone !== null && [texts.zone, schedule.zone],
        [texts.task, schedule.taskType],
        [texts.payload, <PreviewText key="payload" preview={schedule.payload} />],
        schedule.options.length > 0 && [texts.options, <span key="options" className="mono">{schedule.options.join(', ')}</span>],
        [texts.schedulers, schedule.schedulers.length === 0 ? texts.nobody : schedule.schedulers.join(', ')],
        [texts.upcoming, schedule.fires.length === 0 ? '–' : <span key="fires">{schedule.fires.map((at) => <span key={at} style={{ display: 'block' }}>{format.exact(at)}</span>)}</span>],
      ]} />
      {schedule.kind === 'running' && <Alert variant="light" color="gray">{texts.ofProgram}</Alert>}
      <History id={schedule.id} />
    </div>
  );
}

function History({ id }: { id: string }) {
  const texts = useTexts(schedulesTexts);
  const cursor = useCursor(id);
  const history = query.useQuery('get', '/schedule/history', { params: { query: { id, cursor: cursor.at, limit: LIMIT } } });
  return (
    <section aria-label={texts.history}>
      <h2>{texts.history}</h2>
      <Loaded query={history} rows={3}>
        {(data) => (
          <>
            <DataTable label={texts.history} rows={data.items} rowKey={(event) => event.taskId} empty={<p className="dim">{texts.noHistory}</p>} columns={[
              { key: 'task', label: texts.taskId, render: (event) => (event.queue === null ? <span className="mono">{event.taskId}</span> : <Link className="mono" to={taskLink({ queue: event.queue, id: event.taskId })}>{event.taskId}</Link>) },
              { key: 'at', label: texts.at, numeric: true, render: (event) => <When at={event.at} /> },
            ]} />
            <Pager cursor={cursor} next={data.next} shown={data.items.length} limit={LIMIT} />
          </>
        )}
      </Loaded>
    </section>
  );
}
