import { Button } from '@mantine/core';
import { Pause, Play, Trash2 } from 'lucide-react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { useTexts } from '../../i18n/text';
import { NewTask } from '../../tasks/NewTask';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { STATES, type TaskState } from '../../ui/states';
import { RunState } from '../queues/QueueTable';
import { queuesTexts } from '../queues/texts';
import { useQueueActions } from '../queues/useQueueActions';
import { History } from '../overview/History';
import { Consumers } from './Consumers';
import { QueueFacts } from './QueueFacts';
import { QueueSwitch } from './QueueSwitch';
import { QueueTasks } from './QueueTasks';
import { queueTexts } from './texts';

export default function QueuePage() {
  const texts = useTexts(queueTexts);
  const [parameters] = useSearchParams();
  const queue = parameters.get('queue') ?? '';
  if (queue === '') return <Page title={texts.queues}><Empty title={texts.noQueue}><Link to="/queues">{texts.queues}</Link></Empty></Page>;
  return <OneQueue key={queue} queue={queue} state={stateOf(parameters.get('state'))} group={parameters.get('group') ?? undefined} />;
}

function stateOf(text: string | null): TaskState | undefined {
  return STATES.find((state) => state === text);
}

function OneQueue({ queue, state, group }: { queue: string; state: TaskState | undefined; group: string | undefined }) {
  const detail = query.useQuery('get', '/queue', { params: { query: { queue } } }, { refetchInterval: REFRESH_MS });
  return (
    <Page title={queue} heading={<QueueSwitch queue={queue} />} subtitle={detail.data && <RunState paused={detail.data.summary.paused} />}
      actions={detail.data && <Actions summary={detail.data.summary} />}>
      <Loaded query={detail}>
        {(data) => (
          <>
            <QueueFacts summary={data.summary} />
            <QueueTasks summary={data.summary} groups={data.groups} state={state ?? firstWith(data.summary.counts)} group={group} />
            <div className="columns">
              <History queue={queue} />
              <Consumers detail={data} />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** The tab that is open at first: what waits, or else what there is. */
function firstWith(counts: Schemas['StateCounts']): TaskState {
  return counts.pending > 0 ? 'pending' : (STATES.find((state) => counts[state] > 0) ?? 'pending');
}

function Actions({ summary }: { summary: Schemas['QueueSummary'] }) {
  const texts = useTexts(queuesTexts);
  const navigate = useNavigate();
  const actions = useQueueActions();
  const operator = useMay('operator');
  const admin = useMay('admin');
  return (
    <>
      <NewTask queue={summary.queue} />
      {operator && (summary.paused ? (
        <Button variant="default" leftSection={<Play size={14} />} onClick={() => void actions.resume(summary)}>{texts.resume}</Button>
      ) : (
        <Button variant="default" leftSection={<Pause size={14} />} onClick={() => void actions.pause(summary)}>{texts.pause}</Button>
      ))}
      {admin && (
        <Button variant="default" c="red" leftSection={<Trash2 size={14} />}
          onClick={() => void actions.remove(summary).then((gone) => gone && navigate('/queues'))}>
          {texts.remove}
        </Button>
      )}
    </>
  );
}

