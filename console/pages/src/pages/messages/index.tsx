import { Alert, Select } from '@mantine/core';
import { MessagesSquare, TriangleAlert } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { Tile, Tiles } from '../../ui/Tile';
import { DeadLetterTopics } from './DeadLetterTopics';
import { Groups } from './Groups';
import { messagesTexts } from './texts';

export default function MessagesPage() {
  const texts = useTexts(messagesTexts);
  const [parameters, setParameters] = useSearchParams();
  const clusters = query.useQuery('get', '/messages/clusters', undefined, { refetchInterval: REFRESH_MS * 2 });
  const items = clusters.data?.items ?? [];
  const chosen = items.find((each) => each.cluster === parameters.get('cluster')) ?? items[0];
  return (
    <Page title={texts.title} subtitle={texts.subtitle} actions={items.length > 1 && chosen && (
      <Select size="xs" aria-label={texts.cluster} allowDeselect={false} value={chosen.cluster} data={items.map((each) => each.cluster)}
        onChange={(cluster) => cluster !== null && setParameters({ cluster }, { replace: true })} />
    )}>
      <Loaded query={clusters}>
        {() => (chosen ? <Cluster key={chosen.cluster} cluster={chosen} />
          : <Panel><Empty title={texts.none} icon={<MessagesSquare size={22} strokeWidth={1.5} />}>{texts.noneText}</Empty></Panel>)}
      </Loaded>
    </Page>
  );
}

function Cluster({ cluster }: { cluster: Schemas['KafkaCluster'] }) {
  const texts = useTexts(messagesTexts);
  const format = useFormat();
  if (cluster.status === 'down') {
    return <Alert color="red" icon={<TriangleAlert size={18} />} title={`${cluster.cluster} (${cluster.brokers})`}>{cluster.detail}</Alert>;
  }
  return (
    <>
      <Tiles>
        <Tile label={texts.cluster} value={cluster.cluster} note={<span className="mono">{cluster.brokers}</span>} />
        <Tile label={texts.groups} value={format.number(cluster.groups)} />
        <Tile label={texts.lag} value={cluster.lag === null ? texts.unknown : format.number(cluster.lag)} />
        <Tile label={texts.deadLetters} value={format.number(cluster.deadLetters)} tone={(cluster.deadLetters ?? 0) > 0 ? 'bad' : undefined} />
      </Tiles>
      <Groups cluster={cluster.cluster} />
      <DeadLetterTopics cluster={cluster.cluster} />
    </>
  );
}
