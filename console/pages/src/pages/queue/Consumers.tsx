import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { Empty } from '../../ui/Feedback';
import { Panel } from '../../ui/Panel';
import { DataTable } from '../../ui/table/DataTable';
import { queueTexts } from './texts';

export function Consumers({ detail }: { detail: Schemas['QueueDetail'] }) {
  const texts = useTexts(queueTexts);
  return (
    <Panel flush title={texts.consumers} aside={<Link to="/servers">{texts.servers}</Link>}>
      <DataTable label={texts.consumers} rows={detail.consumers} rowKey={(row) => row.serverId} empty={<Empty title={texts.noServers} />}
        columns={[
          { key: 'host', label: texts.host, sort: (row) => row.host, render: (row) => <span className="mono">{row.host}:{row.pid}</span> },
          { key: 'priority', label: texts.priority, numeric: true, sort: (row) => row.priority, render: (row) => row.priority },
          { key: 'active', label: texts.active, numeric: true, sort: (row) => row.active, render: (row) => row.active },
        ]} />
    </Panel>
  );
}
