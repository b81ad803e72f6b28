import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { link, queueLink } from '../../app/links';
import { useFormat } from '../../i18n/format';
import { useTexts } from '../../i18n/text';
import { useSettings } from '../../settings/settings';
import { Empty } from '../../ui/Feedback';
import { When } from '../../ui/When';
import css from './overview.module.css';
import { overviewTexts } from './texts';

type Attention = Schemas['Attention'];

const ICONS = { critical: CircleAlert, warning: TriangleAlert, info: Info };
const TONES = { critical: 'bad', warning: 'warn', info: 'dim' };

/** Where each kind of trouble is looked into. */
function target({ kind, subject, queue, cluster }: Attention): string {
  switch (kind) {
    case 'pastDue':
      return queueLink(queue ?? subject, 'scheduled');
    case 'orphans':
      return queueLink(queue ?? subject, 'active');
    case 'retryStorm':
      return queueLink(queue ?? subject, 'retry');
    case 'errorSpike':
      return link('/errors', { queue: queue ?? undefined });
    case 'redisMemory':
    case 'redisDown':
      return '/redis';
    case 'serviceDown':
      return cluster === null ? '/services' : link('/messages', { cluster });
    case 'consumerLag':
      return link('/messages', { cluster: cluster ?? undefined });
    case 'deadLetters':
      return link('/dead-letters', { cluster: cluster ?? undefined, topic: subject });
    case 'schedulesWithoutScheduler':
      return '/schedules';
    default:
      return queueLink(queue ?? subject);
  }
}

export function AttentionList({ items }: { items: Attention[] }) {
  const texts = useTexts(overviewTexts);
  const format = useFormat();
  const { language } = useSettings();
  if (items.length === 0) {
    return <Empty title={texts.fine} icon={<CircleCheck size={22} strokeWidth={1.5} className="good" />}>{texts.fineText}</Empty>;
  }
  return (
    <ul className={css.attention}>
      {items.map((item) => {
        const Icon = ICONS[item.severity];
        return (
          <li key={`${item.kind} ${item.subject} ${item.cluster}`} data-severity={item.severity}>
            <Icon size={17} className={TONES[item.severity]} aria-label={item.severity} role="img" />
            <div className="grow">
              <Link to={target(item)} className={css.what}>{texts.kinds[item.kind](item.subject, format.number(item.count))}</Link>
              {language === 'en' && <div className="dim">{item.detail}</div>}
            </div>
            {item.since && <span className="dim nowrap"><When at={item.since} /></span>}
          </li>
        );
      })}
    </ul>
  );
}
