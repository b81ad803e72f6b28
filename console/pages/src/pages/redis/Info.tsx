import { TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useTexts } from '../../i18n/text';
import { Facts } from '../../ui/Facts';
import { Panel } from '../../ui/Panel';
import { redisTexts } from './texts';

/** All that INFO says, by section. */
export function Info({ info }: { info: Schemas['RedisView']['info'] }) {
  const texts = useTexts(redisTexts);
  const [filter, setFilter] = useState('');
  const words = filter.trim().toLowerCase();
  const sections = Object.entries(info)
    .map(([section, entries]): [string, Array<[string, string]>] => [section, Object.entries(entries).filter(([key, value]) => `${key} ${value}`.toLowerCase().includes(words))])
    .filter(([, entries]) => entries.length > 0);
  return (
    <Panel title={texts.info} aside={<TextInput size="xs" aria-label={texts.filter} placeholder={texts.filter} value={filter} onChange={(event) => setFilter(event.currentTarget.value)} leftSection={<ListFilter size={13} />} />}>
      <div className="columns">
        {sections.map(([section, entries]) => (
          <section key={section} aria-label={section}>
            <h3 style={{ fontSize: '0.8125rem', marginBottom: 6 }}>{section}</h3>
            <Facts facts={entries.map(([key, value]) => [key, <span key={key} className="mono">{value}</span>])} />
          </section>
        ))}
      </div>
    </Panel>
  );
}
