import { createBrowserRouter, type RouteObject } from 'react-router';
import { BASE } from '../api/client';
import OverviewPage from '../pages/overview';
import { Crashed, NotFound } from './Crashed';
import { Shell } from './Shell';

type Module = { default: React.ComponentType };

/** One chunk a page, but for the one that most come to: its code is part of the first one, so that nothing has to be asked for after that. */
function page(path: string, load: () => Promise<Module>): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }), errorElement: <Crashed /> };
}

export const router = createBrowserRouter(
  [
    {
      Component: Shell,
      errorElement: <Crashed />,
      HydrateFallback: () => null,
      children: [
        { path: '/', Component: OverviewPage, errorElement: <Crashed /> },
        page('/queues', () => import('../pages/queues')),
        page('/queue', () => import('../pages/queue')),
        page('/task', () => import('../pages/task')),
        page('/search', () => import('../pages/search')),
        page('/errors', () => import('../pages/errors')),
        page('/servers', () => import('../pages/servers')),
        page('/services', () => import('../pages/services')),
        page('/messages', () => import('../pages/messages')),
        page('/dead-letters', () => import('../pages/deadletters')),
        page('/schedules', () => import('../pages/schedules')),
        page('/metrics', () => import('../pages/metrics')),
        page('/redis', () => import('../pages/redis')),
        page('/doctor', () => import('../pages/doctor')),
        page('/audit', () => import('../pages/audit')),
        page('/settings', () => import('../pages/settings')),
        { path: '*', Component: NotFound },
      ],
    },
  ],
  { basename: BASE.replace(/\/$/, '') || '/' },
);
