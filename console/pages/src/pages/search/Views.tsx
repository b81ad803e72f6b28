import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { Bookmark, BookmarkPlus, ChevronDown, X } from 'lucide-react';
import { useRef } from 'react';
import { api, query } from '../../api/client';
import { useMay } from '../../api/session';
import { useTexts } from '../../i18n/text';
import { act } from '../../ui/act';
import { useConfirm } from '../../ui/Confirm';
import { isEmpty, type Filter } from './filter';
import css from './search.module.css';
import { searchTexts } from './texts';

interface ViewsProps {
  filter: Filter;
  onChoose: (filter: Filter) => void;
}

/** Searches that were given a name. */
export function Views({ filter, onChoose }: ViewsProps) {
  const texts = useTexts(searchTexts);
  const confirm = useConfirm();
  const operator = useMay('operator');
  const views = query.useQuery('get', '/views').data?.items ?? [];
  const name = useRef('');
  const save = async () => {
    name.current = '';
    const answer = await confirm({
      title: texts.saveView, confirm: texts.save,
      body: <TextInput data-autofocus label={texts.viewName} required maxLength={100} onChange={(event) => (name.current = event.currentTarget.value)} />,
    });
    if (answer && name.current.trim()) await act(() => api.POST('/views', { body: { name: name.current.trim(), filter } }), texts.viewSaved(name.current.trim()));
  };
  const remove = async (view: (typeof views)[number]) => {
    const answer = await confirm({ title: texts.deleteView(view.name), body: texts.deleteViewBody, confirm: texts.delete, danger: true });
    if (answer) await act(() => api.DELETE('/view', { params: { query: { id: view.id } } }));
  };
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target><Button variant="default" leftSection={<Bookmark size={14} />} rightSection={<ChevronDown size={13} />}>{texts.views}</Button></Menu.Target>
      <Menu.Dropdown>
        {views.length === 0 && <Menu.Label>{texts.noViews}</Menu.Label>}
        {views.map((view) => (
          <div key={view.id} className={css.view}>
            <Menu.Item onClick={() => onChoose(view.filter)}>{view.name}</Menu.Item>
            {operator && <ActionIcon size="sm" aria-label={texts.viewsOf(view.name)} onClick={() => void remove(view)}><X size={13} /></ActionIcon>}
          </div>
        ))}
        {operator && <Menu.Divider />}
        {operator && <Menu.Item leftSection={<BookmarkPlus size={14} />} disabled={isEmpty(filter)} onClick={() => void save()}>{texts.saveView}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
