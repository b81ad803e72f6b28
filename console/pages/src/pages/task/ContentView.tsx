import { Button, SegmentedControl } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { BASE, type Schemas } from '../../api/client';
import { link } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { CopyButton } from '../../ui/Copy';
import { Panel } from '../../ui/Panel';
import { bytesOf, hexDump } from './bytes';
import { JsonView } from './JsonView';
import css from './task.module.css';
import { taskTexts } from './texts';

type Content = Schemas['Content'];
type Look = 'pretty' | 'raw' | 'hex';

interface ContentViewProps {
  title: string;
  content: Content;
  part: 'payload' | 'result';
  task: Schemas['TaskRef'];
}

/** A payload or result: as JSON, as it is, or its bytes. */
export function ContentView({ title, content, part, task }: ContentViewProps) {
  const texts = useTexts(taskTexts);
  const format = useFormat();
  const looks = looksOf(content);
  const [chosen, setChosen] = useState<Look | null>(null);
  const look = chosen !== null && looks.includes(chosen) ? chosen : (looks[0] ?? 'raw');
  return (
    <Panel flush title={<>{title} <span className="dim num">{format.bytes(content.size)}</span></>}
      aside={
        <>
          {content.text !== null && <CopyButton value={content.text} label={texts.copyPayload} />}
          {!content.masked && content.form !== 'empty' && (
            <Button component="a" size="compact-xs" variant="subtle" leftSection={<Download size={13} />}
              href={`${BASE}api/v1${link('/task/content', { queue: task.queue, id: task.id, part })}`} download>
              {texts.download}
            </Button>
          )}
          {looks.length > 1 && (
            <SegmentedControl size="xs" aria-label={title} value={look} onChange={(value) => setChosen(value as Look)}
              data={looks.map((each) => ({ value: each, label: texts[each] }))} />
          )}
        </>
      }>
      <Body content={content} look={look} />
      {content.masked && <div className={`${css.note} dim`}>{texts.masked}</div>}
      {content.truncated && <div className={`${css.note} dim`}>{texts.truncated}</div>}
    </Panel>
  );
}

function looksOf(content: Content): Look[] {
  const looks: Look[] = [];
  if (content.form === 'json' && content.json !== undefined) looks.push('pretty');
  if (content.text !== null) looks.push('raw');
  if (content.base64 !== null && content.size > 0) looks.push('hex');
  return looks;
}

function Body({ content, look }: { content: Content; look: Look }) {
  const texts = useTexts(taskTexts);
  if (content.form === 'empty') return <div className={`${css.content} dim`}>{texts.noBytes}</div>;
  if (look === 'pretty') return <pre className={css.content} tabIndex={0}><JsonView value={content.json} /></pre>;
  if (look === 'hex' && content.base64 !== null) return <pre className={`${css.content} ${css.hex}`} tabIndex={0}>{hexDump(bytesOf(content.base64))}</pre>;
  return <pre className={css.content} tabIndex={0}>{content.text ?? texts.tooLarge}</pre>;
}
