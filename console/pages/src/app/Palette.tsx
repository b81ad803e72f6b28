import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { ArrowRight, Layers, Search } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { query } from '../api/client';
import { useTexts } from '../i18n/text';
import { link, queueLink } from './links';
import { NAV } from './nav';
import { appTexts } from './texts';

/** The command palette: every page, every queue, and a search for what was typed. */
export function Palette() {
  const texts = useTexts(appTexts);
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const queues = query.useQuery('get', '/queues').data?.items ?? [];
  const go = (path: string) => () => void navigate(path);
  const actions: SpotlightActionData[] = [
    ...NAV.map((item) => ({ id: item.path, label: texts.pages[item.page], onClick: go(item.path), leftSection: <ArrowRight size={15} /> })),
    ...queues.map(({ queue }) => ({ id: `queue ${queue}`, label: queue, onClick: go(queueLink(queue)), leftSection: <Layers size={15} /> })),
  ];
  const typed = words.trim();
  const found = typed === '' ? actions : actions.filter((action) => action.label?.toLowerCase().includes(typed.toLowerCase()));
  if (typed !== '') {
    found.push(
      { id: 'find', label: texts.openTask(typed), onClick: go(link('/search', { id: typed })), leftSection: <Search size={15} /> },
      { id: 'search', label: texts.searchFor(typed), onClick: go(link('/search', { text: typed })), leftSection: <Search size={15} /> },
    );
  }
  return (
    <Spotlight actions={found} query={words} onQueryChange={setWords} filter={(_, all) => all} scrollable maxHeight={420} lockScroll={false}
      nothingFound={texts.nothing} limit={12} shortcut="mod + K" searchProps={{ placeholder: texts.find, 'aria-label': texts.find, leftSection: <Search size={16} /> }} />
  );
}
