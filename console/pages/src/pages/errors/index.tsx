import { SegmentedControl, Select } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { query, type Schemas } from '../../api/client';
import { link, queueLink, taskLink } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Sparkline } from '../../ui/chart/Sparkline';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { DataTable } from '../../ui/table/DataTable';
import { When } from '../../ui/When';
import css from './errors.module.css';
import { errorsTexts } from './texts';

type ErrorGroup = Schemas['ErrorGroup'];

const HOURS = [1, 24, 168];
const REFRESH_ERRORS_MS = 15_000;

export default function ErrorsPage() {
  const texts = useTexts(errorsTexts);
  const format = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const queue = parameters.get('queue') ?? undefined;
  const hours = Number(parameters.get('hours') ?? 24) || 24;
  const queues = query.useQuery('get', '/queues').data?.items.map((each) => each.queue) ?? [];
  const errors = query.useQuery('get', '/errors', { params: { query: { queue, hours } } }, { refetchInterval: REFRESH_ERRORS_MS, placeholderData: (before) => before });
  const change = (next: Record<string, string | undefined>) => setParameters(link('', { queue, hours: String(hours), ...next }).slice(1), { replace: true });
  return (
    <Page title={texts.title} subtitle={texts.subtitle} actions={
      <>
        <Select size="xs" clearable searchable aria-label={texts.queue} placeholder={texts.anyQueue} value={queue ?? null} data={queues} onChange={(next) => change({ queue: next ?? undefined })} />
        <SegmentedControl size="xs" aria-label={texts.range} value={String(hours)} onChange={(next) => change({ hours: next })} data={HOURS.map((each) => ({ value: String(each), label: texts.hours(each) }))} />
      </>
    }>
      <Panel flush>
        <Loaded query={errors}>
          {(data) => (
            <>
              <DataTable label={texts.title} rows={data.items} rowKey={(group) => group.signature} initialSort={{ key: 'count', descending: true }}
                empty={<Empty title={texts.none} icon={<CircleCheck size={22} strokeWidth={1.5} className="good" />}>{texts.noneText}</Empty>}
                columns={[
                  { key: 'error', label: texts.error, wide: true, render: (group) => <Signature group={group} /> },
                  { key: 'trend', label: texts.trend, render: (group) => <Sparkline label={texts.trendOf(group.trend.reduce((one, other) => one + other, 0))} values={group.trend} color="var(--bf-state-archived)" /> },
                  { key: 'count', label: texts.count, numeric: true, sort: (group) => group.count, render: (group) => <span title={texts.retryArchived(format.number(group.retry), format.number(group.archived))}>{format.number(group.count)}</span> },
                  { key: 'last', label: texts.last, numeric: true, sort: (group) => group.lastAt ?? '', render: (group) => <When at={group.lastAt} /> },
                  { key: 'first', label: texts.first, numeric: true, minor: true, sort: (group) => group.firstAt ?? '', render: (group) => <When at={group.firstAt} /> },
                ]} />
              {!data.complete && <div className={`${css.note} dim`}>{texts.partial(format.number(data.scanned))}</div>}
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  );
}

function Signature({ group }: { group: ErrorGroup }) {
  const texts = useTexts(errorsTexts);
  const format = useFormat();
  return (
    <div className={css.signature}>
      <Link to={link('/search', { error: commonPart(group), state: ['retry', 'archived'] })} className={css.text} title={group.example}>{group.signature}</Link>
      <div className={css.where}>
        <span>{texts.retryArchived(format.number(group.retry), format.number(group.archived))}</span>
        {Object.entries(group.queues).slice(0, 3).map(([queue, count]) => <Link key={queue} to={queueLink(queue, group.retry > 0 ? 'retry' : 'archived')}>{queue} {format.number(count)}</Link>)}
        {Object.entries(group.types).slice(0, 3).map(([type, count]) => <span key={type} className="mono">{type} {format.number(count)}</span>)}
        <Link to={taskLink(group.sample)}>{texts.example}</Link>
      </div>
    </div>
  );
}

/** A signature has marks where its errors differ; the longest stretch between them is in all of them. */
function commonPart(group: ErrorGroup): string {
  const stretches = group.signature.split(/<[^<>]*>|[*#…?]+/).map((part) => part.trim()).filter((part) => group.example.includes(part));
  return stretches.sort((one, other) => other.length - one.length)[0] || group.example;
}
