import {
  Activity, CalendarClock, ChartLine, Database, HeartPulse, Layers, LayoutDashboard, MessagesSquare, ScrollText, Search, Server,
  Settings, TriangleAlert, type LucideIcon,
} from 'lucide-react';
import type { Schemas } from '../api/client';

export type PageName =
  | 'overview' | 'queues' | 'search' | 'errors' | 'schedules' | 'servers' | 'services' | 'messages' | 'metrics' | 'redis' | 'doctor'
  | 'audit' | 'settings';

export interface NavItem {
  page: PageName;
  path: string;
  icon: LucideIcon;
  group: 'top' | 'work' | 'runtime' | 'insight' | 'end';
  /** With g before it. */
  key?: string;
  /** Other routes that belong here. */
  also?: string[];
  feature?: keyof Schemas['Features'];
}

export const NAV: NavItem[] = [
  { page: 'overview', path: '/', icon: LayoutDashboard, group: 'top', key: 'o' },
  { page: 'queues', path: '/queues', icon: Layers, group: 'work', key: 'q', also: ['/queue', '/task'] },
  { page: 'search', path: '/search', icon: Search, group: 'work', key: 's' },
  { page: 'errors', path: '/errors', icon: TriangleAlert, group: 'work', key: 'e' },
  { page: 'schedules', path: '/schedules', icon: CalendarClock, group: 'work', key: 'c', also: ['/schedule'] },
  { page: 'servers', path: '/servers', icon: Server, group: 'runtime', key: 'v' },
  { page: 'services', path: '/services', icon: HeartPulse, group: 'runtime', feature: 'services' },
  { page: 'messages', path: '/messages', icon: MessagesSquare, group: 'runtime', key: 'm', also: ['/dead-letters'], feature: 'kafka' },
  { page: 'metrics', path: '/metrics', icon: ChartLine, group: 'insight' },
  { page: 'redis', path: '/redis', icon: Database, group: 'insight' },
  { page: 'doctor', path: '/doctor', icon: Activity, group: 'insight', key: 'd' },
  { page: 'audit', path: '/audit', icon: ScrollText, group: 'insight', feature: 'audit' },
  { page: 'settings', path: '/settings', icon: Settings, group: 'end' },
];
