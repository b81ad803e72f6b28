import { Menu, UnstyledButton } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { query } from '../../api/client';
import { queueLink } from '../../app/links';
import { useTexts } from '../../i18n/text';
import { CopyButton } from '../../ui/Copy';
import css from './queue.module.css';
import { queueTexts } from './texts';

/** The way here, and to the other queues. */
export function QueueSwitch({ queue }: { queue: string }) {
  const texts = useTexts(queueTexts);
  const navigate = useNavigate();
  const others = query.useQuery('get', '/queues').data?.items.filter((each) => each.queue !== queue) ?? [];
  return (
    <span className={css.switch}>
      <Link to="/queues" className="dim">{texts.queues}</Link>
      <span className="dim" aria-hidden>/</span>
      <span>{queue}</span>
      <CopyButton value={queue} />
      {others.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target><UnstyledButton aria-label={texts.other} className={css.chevron}><ChevronDown size={16} /></UnstyledButton></Menu.Target>
          <Menu.Dropdown className={css.others}>
            {others.map((each) => <Menu.Item key={each.queue} onClick={() => void navigate(queueLink(each.queue))}>{each.queue}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}
