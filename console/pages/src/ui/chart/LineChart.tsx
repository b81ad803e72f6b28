import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat } from '../../i18n/format';
import { useSettings } from '../../settings/settings';
import css from './chart.module.css';

export interface Line {
  label: string;
  /** A custom property of tokens.css, such as --bf-state-active. */
  color: string;
  values: Array<number | null>;
}

interface LineChartProps {
  label: string;
  start: string;
  stepMs: number;
  lines: Line[];
  render: (value: number) => string;
  height?: number;
}

/** Values over time. The last ones also stand as text, for those who do not see it. */
export function LineChart({ label, start, stepMs, lines, render, height = 160 }: LineChartProps) {
  const { ref: box, width } = useElementSize();
  const target = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const { zone } = useSettings();
  const format = useFormat();
  useEffect(() => {
    if (!target.current || width < 40) return;
    const style = getComputedStyle(document.documentElement);
    const color = (name: string) => style.getPropertyValue(name).trim();
    const axis = { stroke: color('--bf-dim'), font: '11px Inter, sans-serif', grid: { stroke: color('--bf-border'), width: 1 }, ticks: { show: false } };
    const first = Date.parse(start) / 1000;
    const count = lines[0]?.values.length ?? 0;
    const times = Array.from({ length: count }, (_, index) => first + (index * stepMs) / 1000);
    const plot = new uPlot(
      {
        width, height, padding: [8, 8, 0, 0],
        tzDate: (seconds) => (zone ? uPlot.tzDate(new Date(seconds * 1000), zone) : new Date(seconds * 1000)),
        cursor: { points: { size: 6 }, drag: { x: false, y: false } },
        legend: { show: lines.length > 1 || undefined, live: true },
        axes: [
          { ...axis, size: 26, values: (_, splits) => splits.map((at) => clock(at, stepMs * count, format)) },
          { ...axis, size: 66, values: (_, splits) => splits.map(render), space: 32 },
        ],
        scales: { y: { range: (_, __, max) => [0, max > 0 ? max * 1.12 : 1] } },
        series: [
          { label: '', value: (_: uPlot, at: number | null) => (at === null ? '' : format.clock(at * 1000)) },
          ...lines.map((line) => ({
            label: line.label, stroke: color(line.color), width: 1.6, fill: lines.length <= 2 ? `${color(line.color)}18` : undefined,
            points: { show: false }, // Without the pointer over it, the legend says what is now.
            value: (_: uPlot, value: number | null, __: number, index: number | null) => {
              const shown = index === null ? line.values.findLast((each) => each !== null) : value;
              return shown === null || shown === undefined ? '–' : render(shown);
            },
          })),
        ],
      },
      [times, ...lines.map((line) => line.values)],
      target.current,
    );
    return () => plot.destroy();
  }, [width, height, scheme, zone, format, start, stepMs, lines, render]);
  const spoken = lines.map((line) => `${line.label}: ${render(line.values.findLast((value) => value !== null) ?? 0)}`).join(', ');
  return (
    <div ref={box} className={css.box} role="img" aria-label={`${label}. ${spoken}`} style={{ minHeight: height }}>
      <div ref={target} />
    </div>
  );
}

const DAY_MS = 86_400_000;

function clock(seconds: number, span: number, format: ReturnType<typeof useFormat>): string {
  return span > DAY_MS * 1.5 ? format.day(seconds * 1000) : format.clock(seconds * 1000).slice(0, 5);
}
