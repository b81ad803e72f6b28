import { Link } from 'react-router';
import { query, REFRESH_MS } from '../../api/client';
import { useLiveStatus } from '../../api/live';
import { useTexts } from '../../i18n/text';
import { Empty, Loaded } from '../../ui/Feedback';
import { Panel } from '../../ui/Panel';
import { QueueTable } from '../queues/QueueTable';
import { overviewTexts } from './texts';

const SHOWN = 8;

export function LargestQueues() {
  const texts = useTexts(overviewTexts);
  const live = useLiveStatus() === 'live';
  const queues = query.useQuery('get', '/queues', undefined, { refetchInterval: live ? false : REFRESH_MS });
  return (
    <Panel flush title={texts.biggest} aside={<Link to="/queues">{texts.allQueues}</Link>}>
      <Loaded query={queues}>
        {({ items }) => {
          const largest = [...items].sort((one, other) => other.size - one.size).slice(0, SHOWN);
          return largest.length === 0 ? <Empty title={texts.noTasks} /> : <QueueTable queues={largest} brief />;
        }}
      </Loaded>
    </Panel>
  );
}
