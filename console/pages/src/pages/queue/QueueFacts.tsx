import type { Schemas } from '../../api/client';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { Tile, Tiles } from '../../ui/Tile';
import { When } from '../../ui/When';
import { queueTexts } from './texts';

export function QueueFacts({ summary }: { summary: Schemas['QueueSummary'] }) {
  const texts = useTexts(queueTexts);
  const format = useFormat();
  const waits = summary.counts.pending > 0;
  return (
    <Tiles>
      <Tile label={texts.size} value={format.number(summary.size)}
        note={summary.pausedSince ? <>{texts.pausedSince} <When at={summary.pausedSince} /></> : undefined} />
      <Tile label={texts.latency} value={summary.latencyMs === 0 ? '0' : format.duration(summary.latencyMs)}
        note={summary.pastDue > 0 ? <span className="warn">{texts.pastDue(format.number(summary.pastDue))}</span> : undefined} />
      <Tile label={texts.rate} value={summary.rates.processedPerSecond === null ? '–' : format.rate(summary.rates.processedPerSecond)} />
      <Tile label={texts.processed} value={format.number(summary.processedToday)} />
      <Tile label={texts.failed} value={format.number(summary.failedToday)} tone={summary.failedToday > 0 ? 'bad' : undefined}
        note={texts.failedNote(format.percent(summary.failedToday / Math.max(1, summary.processedToday)))} />
      <Tile label={texts.memory} value={format.bytes(summary.memoryBytes)} note={summary.memoryBytes === null ? undefined : texts.memoryNote} />
      <Tile label={texts.servers} value={format.number(summary.consumers)} tone={summary.consumers === 0 && waits ? 'warn' : undefined}
        note={summary.consumers === 0 && waits ? texts.noServers : summary.orphans > 0 ? <span className="warn">{texts.orphans(format.number(summary.orphans))}</span> : undefined} />
    </Tiles>
  );
}
