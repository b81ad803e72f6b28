import { Link } from 'react-router';
import { query, REFRESH_MS, type Schemas } from '../../api/client';
import { useLiveStatus } from '../../api/live';
import { link } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { StateBar, StateCounts } from '../../ui/StateBar';
import { Tile, Tiles } from '../../ui/Tile';
import { AttentionList } from './AttentionList';
import { History } from './History';
import { LargestQueues } from './LargestQueues';
import { RateChart } from './RateChart';
import { overviewTexts } from './texts';

export default function OverviewPage() {
  const texts = useTexts(overviewTexts);
  const live = useLiveStatus() === 'live';
  const overview = query.useQuery('get', '/overview', undefined, { refetchInterval: live ? false : REFRESH_MS });
  return (
    <Page title={texts.title}>
      <Loaded query={overview}>{(data) => <Overview overview={data} />}</Loaded>
    </Page>
  );
}

function Overview({ overview }: { overview: Schemas['Overview'] }) {
  const texts = useTexts(overviewTexts);
  const format = useFormat();
  const { totals, rates } = overview;
  const rate = (value: number | null) => (value === null ? <span className="dim">…</span> : format.rate(value));
  const collecting = rates.processedPerSecond === null ? texts.collecting : undefined;
  return (
    <>
      <Panel flush title={texts.attention} aside={overview.attention.length > 1 && <span className="dim num">{format.number(overview.attention.length)}</span>}><AttentionList items={overview.attention} /></Panel>
      <Tiles>
        <Tile label={texts.tasks} value={format.number(totals.tasks)} note={texts.inQueues(totals.queues, totals.paused)} />
        <Tile label={texts.processed} value={rate(rates.processedPerSecond)} note={collecting} />
        <Tile label={texts.failed} value={rate(rates.failedPerSecond)} tone={(rates.failedPerSecond ?? 0) > 0 ? 'bad' : undefined} note={collecting} />
        <Tile label={texts.enqueued} value={rate(rates.enqueuedPerSecond)} note={collecting} />
        <Tile label={texts.busy} value={<>{format.number(totals.busy)}<span className="dim"> / {format.number(totals.concurrency)}</span></>}
          note={<Link to="/servers">{texts.onServers(totals.servers)}</Link>} />
        <Tile label={texts.today} value={format.number(totals.processedToday)}
          note={texts.failedToday(format.number(totals.failedToday), format.percent(totals.failedToday / Math.max(1, totals.processedToday)))} />
      </Tiles>
      <Panel title={texts.byState} aside={<Link to="/schedules">{texts.schedules(totals.schedules)}</Link>}>
        <div className="stack tight">
          <StateBar counts={totals.counts} tall />
          <StateCounts counts={totals.counts} href={(state) => link('/search', { state })} />
        </div>
      </Panel>
      <div className="columns">
        <RateChart />
        <History />
      </div>
      <LargestQueues />
    </>
  );
}
