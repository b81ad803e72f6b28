import { Button, TextInput } from '@mantine/core';
import { ScrollText } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { queueLink, taskLink } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { useSettings } from '../../settings/settings';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { DataTable } from '../../ui/table/DataTable';
import { Pager, useCursor } from '../../ui/table/Pager';
import { auditTexts } from './texts';

type Entry = Schemas['AuditEntry'];
const TONES: Record<Entry['result'], string> = { done: 'good', refused: 'warn', failed: 'bad' };

export default function AuditPage() {
  const texts = useTexts(auditTexts);
  const { rows: limit } = useSettings();
  const [filter, setFilter] = useState<{ user?: string; action?: string; queue?: string }>({});
  const cursor = useCursor(JSON.stringify(filter));
  const audit = query.useQuery('get', '/audit', { params: { query: { ...filter, cursor: cursor.at, limit } } }, { refetchInterval: cursor.page === 0 ? REFRESH_MS * 2 : false, placeholderData: (before) => before });
  return (
    <Page title={texts.title} subtitle={texts.subtitle} actions={<AuditFilter onApply={setFilter} />}>
      <Panel flush>
        <Loaded query={audit}>
          {(data) => (
            <>
              <Entries entries={data.items} />
              <Pager cursor={cursor} next={data.next} shown={data.items.length} limit={limit} />
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  );
}

function Entries({ entries }: { entries: Entry[] }) {
  const texts = useTexts(auditTexts);
  const format = useFormat();
  return (
    <DataTable label={texts.title} rows={entries} rowKey={(entry) => entry.id} empty={<Empty title={texts.none} icon={<ScrollText size={22} strokeWidth={1.5} />}>{texts.noneText}</Empty>} columns={[
      { key: 'at', label: texts.at, render: (entry) => <time className="num nowrap" dateTime={entry.at} title={format.exact(entry.at)}>{format.moment(entry.at)}</time> },
      { key: 'user', label: texts.user, render: (entry) => <span title={`${entry.role}, ${texts.remote} ${entry.remote}`}>{entry.user}</span> },
      { key: 'action', label: texts.action, render: (entry) => <span className="mono nowrap">{entry.action}</span> },
      { key: 'queue', label: texts.queue, render: (entry) => (entry.queue === null ? <span className="dim">–</span> : <Link to={queueLink(entry.queue)}>{entry.queue}</Link>) },
      { key: 'target', label: texts.target, wide: true, render: (entry) => <Target entry={entry} /> },
      { key: 'reason', label: texts.reason, wide: true, render: (entry) => (entry.reason === null ? <span className="dim">–</span> : <span className="clip" title={entry.reason}>{entry.reason}</span>) },
      { key: 'result', label: texts.result, render: (entry) => <span className={TONES[entry.result]} title={entry.detail ?? undefined}>{texts.results[entry.result]}</span> },
    ]} />
  );
}

function Target({ entry }: { entry: Entry }) {
  if (entry.target === null) return <span className="dim">–</span>;
  const isTask = entry.action.startsWith('task.') && entry.queue !== null;
  const words = <span className="mono clip" title={entry.target}>{entry.target}</span>;
  return isTask && entry.queue !== null ? <Link className="clip" to={taskLink({ queue: entry.queue, id: entry.target })}>{words}</Link> : words;
}

function AuditFilter({ onApply }: { onApply: (filter: { user?: string; action?: string; queue?: string }) => void }) {
  const texts = useTexts(auditTexts);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => (form.get(name) as string).trim() || undefined;
    onApply({ user: field('user'), action: field('action'), queue: field('queue') });
  };
  return (
    <form onSubmit={submit} className="row wrap">
      <TextInput size="xs" name="user" aria-label={texts.filterUser} placeholder={texts.filterUser} w={120} />
      <TextInput size="xs" name="action" aria-label={texts.filterAction} placeholder={texts.filterAction} w={160} />
      <TextInput size="xs" name="queue" aria-label={texts.filterQueue} placeholder={texts.filterQueue} w={120} />
      <Button type="submit" variant="default">{texts.apply}</Button>
    </form>
  );
}
