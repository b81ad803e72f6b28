import { Button } from '@mantine/core';
import { useState } from 'react';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Empty, Loaded } from '../../ui/Feedback';
import { Panel } from '../../ui/Panel';
import { DataTable } from '../../ui/table/DataTable';
import { messagesTexts } from './texts';

type Group = Schemas['ConsumerGroup'];

export function Groups({ cluster }: { cluster: string }) {
  const texts = useTexts(messagesTexts);
  const format = useFormat();
  const [open, setOpen] = useState<string | null>(null);
  const groups = query.useQuery('get', '/messages/groups', { params: { query: { cluster } } }, { refetchInterval: REFRESH_MS });
  const opened = groups.data?.items.find((group) => group.group === open);
  return (
    <>
      <Panel flush title={texts.groups}>
        <Loaded query={groups}>
          {(data) => (
            <DataTable label={texts.groups} rows={data.items} rowKey={(group) => group.group} initialSort={{ key: 'lag', descending: true }} onOpen={(group) => setOpen(group.group)}
              empty={<Empty title={texts.noGroups} />} columns={[
                { key: 'group', label: texts.group, sort: (group) => group.group, render: (group) => <span className="mono">{group.group}</span> },
                { key: 'state', label: texts.state, sort: (group) => group.state, render: (group) => group.state },
                { key: 'type', label: texts.type, minor: true, render: (group) => group.type },
                { key: 'topics', label: texts.topics, wide: true, render: (group) => <span className="clip" title={group.topics.join(', ')}>{group.topics.join(', ')}</span> },
                { key: 'members', label: texts.members, numeric: true, sort: (group) => group.members, render: (group) => format.number(group.members) },
                { key: 'lag', label: texts.lag, numeric: true, sort: (group) => group.lag ?? -1, render: (group) => <span className={(group.lag ?? 0) > 0 ? 'warn' : undefined}>{group.lag === null ? texts.unknown : format.number(group.lag)}</span> },
                { key: 'open', label: '', render: (group) => <Button size="compact-xs" variant="default" aria-expanded={open === group.group} onClick={() => setOpen(open === group.group ? null : group.group)}>{texts.showPartitions}</Button> },
              ]} />
          )}
        </Loaded>
      </Panel>
      {opened && <Partitions group={opened} />}
    </>
  );
}

function Partitions({ group }: { group: Group }) {
  const texts = useTexts(messagesTexts);
  const format = useFormat();
  return (
    <Panel flush title={texts.partitions(group.group)}>
      <DataTable label={texts.partitions(group.group)} rows={group.partitions} rowKey={(row) => `${row.topic} ${row.partition}`} columns={[
        { key: 'topic', label: texts.topic, sort: (row) => row.topic, render: (row) => <span className="mono">{row.topic}</span> },
        { key: 'partition', label: texts.partition, numeric: true, sort: (row) => row.partition, render: (row) => row.partition },
        { key: 'committed', label: texts.committed, numeric: true, render: (row) => format.number(row.committed) },
        { key: 'end', label: texts.end, numeric: true, render: (row) => format.number(row.end) },
        { key: 'lag', label: texts.lag, numeric: true, sort: (row) => row.lag ?? -1, render: (row) => <span className={(row.lag ?? 0) > 0 ? 'warn' : undefined}>{format.number(row.lag)}</span> },
        { key: 'member', label: texts.member, wide: true, render: (row) => <span className="clip mono dim" title={row.member ?? undefined}>{row.member ?? '–'} {row.host}</span> },
      ]} />
    </Panel>
  );
}
