import { Button } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { query, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { link } from '../../app/links';
import { useTexts } from '../../i18n/text';
import { useSettings } from '../../settings/settings';
import { PreviewText } from '../../tasks/columns';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { DataTable } from '../../ui/table/DataTable';
import { Pager, useCursor } from '../../ui/table/Pager';
import { When } from '../../ui/When';
import { messagesTexts } from '../messages/texts';
import { LetterDialog } from './LetterDialog';
import { deadLettersTexts } from './texts';
import { useLetterActions } from './useLetterActions';

type Letter = Schemas['DeadLetter'];

export default function DeadLettersPage() {
  const texts = useTexts(deadLettersTexts);
  const messages = useTexts(messagesTexts);
  const [parameters] = useSearchParams();
  const cluster = parameters.get('cluster') ?? '';
  const topic = parameters.get('topic') ?? '';
  return (
    <Page title={`${texts.title} ${topic}`} heading={<span className="row wrap"><Link className="dim" to={link('/messages', { cluster })}>{messages.title}</Link><span className="dim">/</span><span className="mono">{topic}</span></span>}>
      {topic === '' ? <Empty title={texts.noTopic} /> : <Letters key={`${cluster} ${topic}`} cluster={cluster} topic={topic} />}
    </Page>
  );
}

function Letters({ cluster, topic }: { cluster: string; topic: string }) {
  const texts = useTexts(deadLettersTexts);
  const operator = useMay('operator');
  const { replay, discard } = useLetterActions(cluster, topic);
  const { rows: limit } = useSettings();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [shown, setShown] = useState<Letter | null>(null);
  const cursor = useCursor(topic);
  const letters = query.useQuery('get', '/messages/dead-letters', { params: { query: { cluster, topic, cursor: cursor.at, limit } } }, { placeholderData: (before) => before });
  const marked = (letters.data?.items ?? []).filter((letter) => chosen.has(place(letter)));
  const unmark = (done: boolean) => done && setChosen(new Set());
  return (
    <>
      <Panel flush title={texts.title} aside={operator && letters.data && letters.data.items.length > 0 && (
        <>
          {marked.length > 0 && (
            <>
              <Button size="compact-sm" leftSection={<RotateCcw size={13} />} onClick={() => void replay(marked).then(unmark)}>{texts.replay} ({marked.length})</Button>
              <Button size="compact-sm" color="red" onClick={() => void discard(marked).then(unmark)}>{texts.discard} ({marked.length})</Button>
            </>
          )}
          <Button size="compact-sm" variant="default" onClick={() => void replay(null)}>{texts.replayAll}</Button>
          <Button size="compact-sm" variant="default" onClick={() => void discard(null)}>{texts.discardAll}</Button>
        </>
      )}>
        <Loaded query={letters}>
          {(data) => (
            <>
              <DataTable label={texts.title} rows={data.items} rowKey={place} onOpen={setShown} selection={operator ? { keys: chosen, onChange: setChosen } : undefined} empty={<Empty title={texts.none} />} columns={[
                { key: 'at', label: texts.at, render: (letter) => <button type="button" className="mono link" onClick={() => setShown(letter)} aria-label={`${texts.show} ${place(letter)}`}>{place(letter)}</button> },
                { key: 'key', label: texts.key, render: (letter) => <span className="mono clip" title={letter.key ?? undefined}>{letter.key ?? '–'}</span> },
                { key: 'payload', label: texts.payload, wide: true, render: (letter) => <PreviewText preview={letter.payload} /> },
                { key: 'error', label: texts.error, wide: true, render: (letter) => <span className="bad clip" title={letter.error ?? undefined}>{letter.error ?? '–'}</span> },
                { key: 'attempts', label: texts.attempts, numeric: true, render: (letter) => letter.attempts ?? '–' },
                { key: 'failed', label: texts.failed, numeric: true, render: (letter) => <When at={letter.failedAt ?? letter.at} /> },
              ]} />
              <Pager cursor={cursor} next={data.next} shown={data.items.length} limit={limit} />
            </>
          )}
        </Loaded>
      </Panel>
      <LetterDialog cluster={cluster} letter={shown} onClose={() => setShown(null)} onReplay={operator ? (letter) => {
        setShown(null); // what asks would open behind it
        void replay([letter]).then(unmark);
      } : undefined} />
    </>
  );
}

const place = (letter: Pick<Letter, 'partition' | 'offset'>) => `${letter.partition}:${letter.offset}`;
