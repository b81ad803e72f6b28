import { Alert } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { queueLink } from '../../app/links';
import { useTexts } from '../../i18n/text';
import { CopyButton } from '../../ui/Copy';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { StateBadge } from '../../ui/StateBadge';
import { ContentView } from './ContentView';
import css from './task.module.css';
import { TaskButtons } from './TaskButtons';
import { TaskFacts } from './TaskFacts';
import { taskTexts } from './texts';
import { Timeline } from './Timeline';

export default function TaskPage() {
  const texts = useTexts(taskTexts);
  const [parameters] = useSearchParams();
  const queue = parameters.get('queue') ?? '';
  const id = parameters.get('id') ?? '';
  const task = query.useQuery('get', '/task', { params: { query: { queue, id } } }, { refetchInterval: REFRESH_MS, enabled: queue !== '' && id !== '' });
  if (queue === '' || id === '') return <Page title={texts.task}><Empty title={texts.noTask} /></Page>;
  return (
    <Page title={task.data?.type || id} heading={<Heading queue={queue} id={id} type={task.data?.type} />}
      subtitle={<span className="row wrap"><Link to={queueLink(queue, task.data?.state)}>{queue}</Link>{task.data && <StateBadge state={task.data.state} />}</span>}
      actions={task.data && <TaskButtons task={task.data} />}>
      <Loaded query={task}>{(data) => <Task task={data} />}</Loaded>
    </Page>
  );
}

function Heading({ queue, id, type }: { queue: string; id: string; type: string | undefined }) {
  return (
    <span className={css.heading}>
      {type && <span>{type}</span>}
      <span className={`mono ${css.id}`}>{id}</span>
      <CopyButton value={id} label={queue} />
    </span>
  );
}

function Task({ task }: { task: Schemas['TaskDetail'] }) {
  const texts = useTexts(taskTexts);
  const headers = Object.entries(task.headers);
  return (
    <>
      {task.problem && (
        <Alert color="red" icon={<TriangleAlert size={18} />} title={texts.unreadable}>{task.problem} <Link to="/doctor">{texts.seeDoctor}</Link></Alert>
      )}
      {task.orphaned && <Alert color="yellow" icon={<TriangleAlert size={18} />}>{texts.orphaned}</Alert>}
      <div className={css.split}>
        <div className="stack">
          {task.lastError && (
            <Panel title={texts.error} aside={<CopyButton value={task.lastError} />}><pre className={`${css.error} bad`}>{task.lastError}</pre></Panel>
          )}
          <ContentView title={texts.payload} content={task.payload} part="payload" task={task} />
          {task.result && <ContentView title={texts.result} content={task.result} part="result" task={task} />}
          <Panel title={texts.timeline}><Timeline attempts={task.attempts} /></Panel>
        </div>
        <div className="stack">
          <Panel title={texts.facts}><TaskFacts task={task} /></Panel>
          <Panel title={texts.headers}>
            {headers.length === 0 ? <span className="dim">{texts.noHeaders}</span> : (
              <dl className={css.headers}>
                {headers.map(([name, value]) => (
                  <div key={name}><dt className="mono">{name}</dt><dd className="mono">{value} <CopyButton value={value} /></dd></div>
                ))}
              </dl>
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}
