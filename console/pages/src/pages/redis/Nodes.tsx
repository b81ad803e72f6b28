import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { queueLink } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Panel } from '../../ui/Panel';
import { DataTable } from '../../ui/table/DataTable';
import { redisTexts } from './texts';

/** The servers behind an address, and where in a Cluster each queue is. */
export function Nodes({ redis }: { redis: Schemas['RedisView'] }) {
  const texts = useTexts(redisTexts);
  const format = useFormat();
  return (
    <>
      {redis.nodes.length > 0 && (
        <Panel flush title={texts.nodes}>
          <DataTable label={texts.nodes} rows={redis.nodes} rowKey={(node) => node.address} columns={[
            { key: 'address', label: texts.address, render: (node) => <span className="mono">{node.address}</span> },
            { key: 'role', label: texts.role, sort: (node) => node.role, render: (node) => node.role },
            { key: 'state', label: texts.state, render: (node) => node.state },
            { key: 'slots', label: texts.slots, render: (node) => node.slots ?? '–' },
            { key: 'behind', label: texts.behind, numeric: true, render: (node) => format.bytes(node.offsetBehind) },
          ]} />
        </Panel>
      )}
      {redis.queues.length > 0 && (
        <Panel flush title={texts.queues}>
          <DataTable label={texts.queues} rows={redis.queues} rowKey={(row) => row.queue} columns={[
            { key: 'queue', label: texts.queue, sort: (row) => row.queue, render: (row) => <Link to={queueLink(row.queue)}>{row.queue}</Link> },
            { key: 'slot', label: texts.slot, numeric: true, sort: (row) => row.slot, render: (row) => row.slot },
            { key: 'node', label: texts.node, render: (row) => <span className="mono">{row.nodes.join(', ')}</span> },
          ]} />
        </Panel>
      )}
    </>
  );
}
