import { Link, useLocation } from 'react-router';
import { query } from '../api/client';
import { useSession } from '../api/session';
import { useTexts } from '../i18n/text';
import { Bell } from './Bell';
import { NAV, type NavItem } from './nav';
import css from './shell.module.css';
import { appTexts } from './texts';

const GROUPS = ['top', 'work', 'runtime', 'insight', 'end'] as const;

export function Navigation() {
  const texts = useTexts(appTexts);
  const session = useSession().data;
  const shown = NAV.filter((item) => !item.feature || session?.features[item.feature]);
  return (
    <nav className={css.nav} aria-label={texts.navigation}>
      <Link to="/" className={css.brand}><Bell /> Belfry</Link>
      {GROUPS.map((group) => (
        <div key={group} className={group === 'end' ? css.navEnd : undefined}>
          {group !== 'top' && group !== 'end' && <div className={css.navGroup}>{texts.groups[group]}</div>}
          {shown.filter((item) => item.group === group).map((item) => <NavLink key={item.page} item={item} />)}
        </div>
      ))}
    </nav>
  );
}

function NavLink({ item }: { item: NavItem }) {
  const texts = useTexts(appTexts);
  const { pathname } = useLocation();
  const here = pathname === item.path || !!item.also?.includes(pathname);
  const Icon = item.icon;
  return (
    <Link to={item.path} className={css.navLink} aria-current={here ? 'page' : undefined}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {texts.pages[item.page]}
      {item.page === 'overview' && <Attention />}
    </Link>
  );
}

/** How many things need attention, beside the link to them. */
function Attention() {
  const count = query.useQuery('get', '/overview').data?.attention.filter((each) => each.severity !== 'info').length ?? 0;
  return count > 0 ? <span className={css.count}>{count}</span> : null;
}
