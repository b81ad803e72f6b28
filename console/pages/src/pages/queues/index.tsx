import { TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { query, REFRESH_MS } from '../../api/client';
import { useLiveStatus } from '../../api/live';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { QueueTable } from './QueueTable';
import { queuesTexts } from './texts';

export default function QueuesPage() {
  const texts = useTexts(queuesTexts);
  const format = useFormat();
  const [filter, setFilter] = useState('');
  const live = useLiveStatus() === 'live';
  const queues = query.useQuery('get', '/queues', undefined, { refetchInterval: live ? false : REFRESH_MS });
  const items = queues.data?.items ?? [];
  return (
    <Page title={texts.title} subtitle={queues.data && texts.subtitle(items.length, format.number(items.reduce((sum, queue) => sum + queue.size, 0)))}
      actions={
        <TextInput size="xs" value={filter} onChange={(event) => setFilter(event.currentTarget.value)} placeholder={texts.filter}
          aria-label={texts.filter} leftSection={<ListFilter size={14} />} />
      }>
      <Panel flush>
        <Loaded query={queues} rows={10}>
          {(data) => {
            const found = data.items.filter((queue) => queue.queue.toLowerCase().includes(filter.toLowerCase()));
            if (data.items.length === 0) return <Empty title={texts.none}>{texts.noneText}</Empty>;
            return found.length === 0 ? <Empty title={texts.noMatch} /> : <QueueTable queues={found} />;
          }}
        </Loaded>
      </Panel>
    </Page>
  );
}
