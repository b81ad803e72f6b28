import { Link } from 'react-router';
import { query, REFRESH_MS } from '../../api/client';
import { link } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Empty, Loaded } from '../../ui/Feedback';
import { Panel } from '../../ui/Panel';
import { DataTable } from '../../ui/table/DataTable';
import { messagesTexts } from './texts';

export function DeadLetterTopics({ cluster }: { cluster: string }) {
  const texts = useTexts(messagesTexts);
  const format = useFormat();
  const topics = query.useQuery('get', '/messages/dead-letter-topics', { params: { query: { cluster } } }, { refetchInterval: REFRESH_MS * 2 });
  return (
    <Panel flush title={texts.deadLetters}>
      <Loaded query={topics} rows={3}>
        {(data) => (
          <DataTable label={texts.deadLetters} rows={data.items} rowKey={(row) => row.topic} empty={<Empty title={texts.noDeadLetters} />} columns={[
            { key: 'topic', label: texts.topic, sort: (row) => row.topic, render: (row) => <Link className="mono" to={link('/dead-letters', { cluster, topic: row.topic })}>{row.topic}</Link> },
            { key: 'source', label: texts.source, render: (row) => <span className="mono">{row.source ?? '–'}</span> },
            { key: 'messages', label: texts.messages, numeric: true, sort: (row) => row.messages, render: (row) => <span className={row.messages > 0 ? 'bad' : 'dim'}>{format.number(row.messages)}</span> },
          ]} />
        )}
      </Loaded>
    </Panel>
  );
}
