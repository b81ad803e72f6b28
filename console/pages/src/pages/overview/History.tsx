import { query, type Schemas } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { DayBars, type Bar } from '../../ui/chart/DayBars';
import { Loaded } from '../../ui/Feedback';
import { Panel } from '../../ui/Panel';
import { overviewTexts } from './texts';

const DAYS = 10;

/** Attempts by day; of one queue, or of all together. */
export function History({ queue }: { queue?: string }) {
  const texts = useTexts(overviewTexts);
  const format = useFormat();
  const history = query.useQuery('get', '/history', { params: { query: { queue, days: DAYS } } }, { refetchInterval: 60_000 });
  return (
    <Panel title={texts.byDay}>
      <Loaded query={history}>
        {(data) => (
          <DayBars label={texts.byDay} bars={days(data.items)}
            words={(bar) => texts.day(bar.label, format.number(bar.good), format.number(bar.bad))} />
        )}
      </Loaded>
    </Panel>
  );
}

/** Days are Redis' own, in UTC: they are named by their date, in no zone. */
function days(items: Schemas['DayStats'][]): Bar[] {
  const byDate = new Map<string, Bar>();
  for (const item of items) {
    const bar = byDate.get(item.date) ?? { label: item.date.slice(5), good: 0, bad: 0 };
    byDate.set(item.date, { ...bar, good: bar.good + item.succeeded, bad: bar.bad + item.failed });
  }
  return [...byDate].sort(([one], [other]) => one.localeCompare(other)).map(([, bar]) => bar);
}
