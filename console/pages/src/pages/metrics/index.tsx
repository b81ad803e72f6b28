import { MultiSelect, SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { query, type Schemas } from '../../api/client';
import { link } from '../../app/links';
import { useFormat, type Format } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { LineChart, type Line } from '../../ui/chart/LineChart';
import { Empty, Loaded } from '../../ui/Feedback';
import { Page } from '../../ui/Page';
import { Panel } from '../../ui/Panel';
import { metricsTexts } from './texts';

const HOUR_MS = 3_600_000;
const RANGES: Array<[label: string, milliseconds: number]> = [['15m', HOUR_MS / 4], ['1h', HOUR_MS], ['6h', 6 * HOUR_MS], ['1d', 24 * HOUR_MS], ['8d', 192 * HOUR_MS], ['30d', 720 * HOUR_MS]];
const REFRESH_METRICS_MS = 10_000;
const COLORS = ['--bf-accent', '--bf-state-active', '--bf-state-retry', '--bf-state-scheduled', '--bf-state-aggregating', '--bf-state-archived', '--bf-state-pending', '--bf-state-completed'];
const OWN_COLOR: Partial<Record<Schemas['MetricName'], string>> = {
  processedPerSecond: '--bf-state-active', active: '--bf-state-active', failedPerSecond: '--bf-state-archived', errorRate: '--bf-state-archived', archived: '--bf-state-archived',
  retry: '--bf-state-retry', pending: '--bf-state-pending', scheduled: '--bf-state-scheduled',
};

export default function MetricsPage() {
  const texts = useTexts(metricsTexts);
  const format = useFormat();
  const [parameters, setParameters] = useSearchParams();
  const chosen = parameters.getAll('queue');
  const range = Number(parameters.get('range')) || HOUR_MS;
  const queues = query.useQuery('get', '/queues').data?.items.map((each) => each.queue) ?? [];
  const metrics = query.useQuery('get', '/metrics', { params: { query: { queue: chosen, durationMs: range } } }, { refetchInterval: REFRESH_METRICS_MS, placeholderData: (before) => before });
  const change = (queue: string[], milliseconds: number) => setParameters(link('', { queue, range: milliseconds }).slice(1), { replace: true });
  const kept = metrics.data?.keptMs ?? null;
  const ranges = RANGES.filter(([, milliseconds]) => kept === null || milliseconds <= kept);
  return (
    <Page title={texts.title} subtitle={metrics.data && (kept === null ? texts.prometheus : texts.memory(format.duration(kept)))} actions={
      <>
        <MultiSelect size="xs" clearable searchable limit={100} aria-label={texts.queues} placeholder={chosen.length === 0 ? texts.together : undefined} value={chosen} data={queues} onChange={(next) => change(next, range)} w={260} />
        <SegmentedControl size="xs" aria-label={texts.range} value={String(range)} data={ranges.map(([label, milliseconds]) => ({ label, value: String(milliseconds) }))} onChange={(next) => change(chosen, Number(next))} />
      </>
    }>
      <Loaded query={metrics}>
        {(data) => (
          <div className="columns">
            {data.metrics.map((metric) => <Chart key={metric.metric} metric={metric} start={data.start} stepMs={data.stepMs} />)}
          </div>
        )}
      </Loaded>
    </Page>
  );
}

interface ChartProps {
  metric: Schemas['Metric'];
  start: string;
  stepMs: number;
}

function Chart({ metric, start, stepMs }: ChartProps) {
  const texts = useTexts(metricsTexts);
  const format = useFormat();
  const name = texts.names[metric.metric];
  const render = useMemo(() => renderer(metric.metric, format), [metric.metric, format]);
  const lines = useMemo<Line[]>(
    () => metric.series.map((series, index) => ({
      label: series.queue ?? texts.total,
      color: (metric.series.length === 1 ? OWN_COLOR[metric.metric] : undefined) ?? COLORS[index % COLORS.length] ?? '--bf-accent',
      values: series.values,
    })),
    [metric, texts],
  );
  const known = metric.series.some((series) => series.values.some((value) => value !== null));
  return <Panel title={name}>{known ? <LineChart label={name} start={start} stepMs={stepMs} lines={lines} render={render} /> : <Empty title={texts.none} />}</Panel>;
}

function renderer(metric: Schemas['MetricName'], format: Format): (value: number) => string {
  switch (metric) {
    case 'latencySeconds':
      return (value) => format.duration(value * 1000);
    case 'memoryBytes':
      return format.bytes;
    case 'processedPerSecond':
    case 'failedPerSecond':
      return format.rate;
    case 'errorRate':
      return format.percent;
    default:
      return format.short;
  }
}
