import { useMemo } from 'react';
import { query } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { LineChart, type Line } from '../../ui/chart/LineChart';
import { Loaded } from '../../ui/Feedback';
import { Panel } from '../../ui/Panel';
import { overviewTexts } from './texts';

const RANGE_MS = 1_800_000;
const REFRESH_CHART_MS = 10_000;

export function RateChart() {
  const texts = useTexts(overviewTexts);
  const format = useFormat();
  const metrics = query.useQuery(
    'get', '/metrics',
    { params: { query: { metric: ['processedPerSecond', 'failedPerSecond'], durationMs: RANGE_MS } } },
    { refetchInterval: REFRESH_CHART_MS },
  );
  const lines = useMemo<Line[]>(() => {
    const values = (name: string) => metrics.data?.metrics.find((each) => each.metric === name)?.series[0]?.values ?? [];
    return [
      { label: texts.processed, color: '--bf-state-active', values: values('processedPerSecond') },
      { label: texts.failed, color: '--bf-state-archived', values: values('failedPerSecond') },
    ];
  }, [metrics.data, texts]);
  return (
    <Panel title={texts.rates}>
      <Loaded query={metrics}>
        {(data) => <LineChart label={texts.rates} start={data.start} stepMs={data.stepMs} lines={lines} render={format.rate} height={140} />}
      </Loaded>
    </Panel>
  );
}
