import { Button, Modal } from '@mantine/core';
import { query, type Schemas } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { Facts } from '../../ui/Facts';
import { Loaded } from '../../ui/Feedback';
import { ExactWhen } from '../../ui/When';
import { JsonView } from '../task/JsonView';
import task from '../task/task.module.css';
import { deadLettersTexts } from './texts';

type Letter = Schemas['DeadLetter'];

interface LetterDialogProps {
  cluster: string;
  letter: Letter | null;
  onClose: () => void;
  onReplay?: (letter: Letter) => void;
}

/** One dead letter, whole. */
export function LetterDialog({ cluster, letter, onClose, onReplay }: LetterDialogProps) {
  const texts = useTexts(deadLettersTexts);
  return (
    <Modal opened={letter !== null} onClose={onClose} size="xl" title={letter && `${letter.topic} ${letter.partition}:${letter.offset}`} closeButtonProps={{ 'aria-label': texts.close }}>
      {letter && <Whole cluster={cluster} letter={letter} />}
      {letter && onReplay && <Button mt="md" onClick={() => onReplay(letter)}>{texts.replay}</Button>}
    </Modal>
  );
}

function Whole({ cluster, letter }: { cluster: string; letter: Letter }) {
  const texts = useTexts(deadLettersTexts);
  const { topic, partition, offset } = letter;
  const whole = query.useQuery('get', '/messages/dead-letter', { params: { query: { cluster, topic, partition, offset } } });
  return (
    <Loaded query={whole}>
      {(data) => (
        <div className="stack">
          {data.error && <pre className={`${task.error} bad`}>{data.errorType && `${data.errorType}: `}{data.error}</pre>}
          <Facts facts={[
            [texts.key, data.key],
            [texts.source, data.sourceTopic && `${data.sourceTopic} ${data.sourcePartition}:${data.sourceOffset}`],
            [texts.group, data.group],
            [texts.attempts, data.attempts],
            [texts.failed, <ExactWhen key="failed" at={data.failedAt ?? data.at} />],
            ...Object.entries(data.headers).map(([name, value]): [string, string] => [name, value]),
          ]} />
          <pre className={task.content} tabIndex={0}>{data.content?.form === 'json' ? <JsonView value={data.content.json} /> : (data.content?.text ?? data.payload.text)}</pre>
          {data.stack && <details><summary>{texts.stack}</summary><pre className={task.error}>{data.stack}</pre></details>}
        </div>
      )}
    </Loaded>
  );
}
