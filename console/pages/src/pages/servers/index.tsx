import { Server as ServerIcon } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { queueLink, taskLink } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { PreviewText, TaskId } from '../../tasks/columns';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { Dot } from '../../ui/StateBadge';
import { DataTable } from '../../ui/table/DataTable';
import { When } from '../../ui/When';
import css from './servers.module.css';
import { serversTexts } from './texts';

type Server = Schemas['Server'];

export default function ServersPage() {
  const texts = useTexts(serversTexts);
  const format = useFormat();
  const servers = query.useQuery('get', '/servers', undefined, { refetchInterval: REFRESH_MS });
  const items = servers.data?.items ?? [];
  const sum = (count: (server: Server) => number) => format.number(items.reduce((total, server) => total + count(server), 0));
  return (
    <Page title={texts.title} subtitle={servers.data && texts.subtitle(items.length, sum((server) => server.workers.length), sum((server) => server.concurrency))}>
      <Loaded query={servers}>
        {(data) => data.items.length === 0
          ? <Panel><Empty title={texts.none} icon={<ServerIcon size={22} strokeWidth={1.5} />}>{texts.noneText}</Empty></Panel>
          : <div className="stack">{data.items.map((server) => <OneServer key={server.id} server={server} />)}</div>}
      </Loaded>
    </Page>
  );
}

function OneServer({ server }: { server: Server }) {
  const texts = useTexts(serversTexts);
  const status = server.status in texts.statuses ? texts.statuses[server.status as keyof typeof texts.statuses] : server.status;
  return (
    <Panel flush
      title={<span className="row"><Dot color={server.status === 'active' ? 'var(--bf-state-active)' : 'var(--bf-state-retry)'} /><span className="mono">{server.host}:{server.pid}</span></span>}
      aside={<span className={`dim ${css.aside}`}>{status} · {texts.started} <When at={server.startedAt} /></span>}>
      <div className={css.facts}>
        <div className={css.load}>
          <span className="dim">{texts.slots}</span> <b className="num">{server.workers.length} / {server.concurrency}</b>
          <div className={css.track} aria-hidden><span style={{ width: `${(server.workers.length / Math.max(1, server.concurrency)) * 100}%` }} /></div>
        </div>
        <div className={css.queues}>
          <span className="dim">{texts.queues} ({texts[server.order]})</span>
          {server.queues.map(({ queue, priority }) => (
            <Link key={queue} to={queueLink(queue)} className={css.queue} title={`${texts.priority} ${priority}`}>{queue} <b className="num">{priority}</b></Link>
          ))}
        </div>
      </div>
      <Workers server={server} />
    </Panel>
  );
}

function Workers({ server }: { server: Server }) {
  const texts = useTexts(serversTexts);
  const navigate = useNavigate();
  return (
    <DataTable label={`${texts.working}, ${server.host}:${server.pid}`} rows={server.workers} rowKey={(worker) => `${worker.queue} ${worker.id}`}
      onOpen={(worker) => void navigate(taskLink(worker))} empty={<div className={`${css.idle} dim`}>{texts.idle}</div>}
      columns={[
        { key: 'task', label: texts.task, render: (worker) => <TaskId row={worker} /> },
        { key: 'type', label: texts.type, sort: (worker) => worker.type, render: (worker) => <span className={`${css.name} clip`} title={worker.type}>{worker.type}</span> },
        { key: 'queue', label: texts.queue, sort: (worker) => worker.queue, render: (worker) => <Link to={queueLink(worker.queue, 'active')} className={`${css.name} clip`} title={worker.queue}>{worker.queue}</Link> },
        { key: 'payload', label: texts.payload, wide: true, render: (worker) => <PreviewText preview={worker.payload} /> },
        { key: 'started', label: texts.started, numeric: true, sort: (worker) => worker.startedAt ?? '', render: (worker) => <When at={worker.startedAt} /> },
        { key: 'deadline', label: texts.deadline, numeric: true, minor: true, render: (worker) => <When at={worker.deadline} /> },
      ]} />
  );
}
