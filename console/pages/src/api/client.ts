import { QueryClient } from '@tanstack/react-query';
import createFetchClient, { type Middleware } from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import { asProblem } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** Where the console is, with a slash at its end. Every route is one segment deep, so it is the folder of any of them. */
export const BASE = new URL('.', document.baseURI).pathname;

const LOST_SESSION = 401;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2000,
      // A refusal stays one; only a console that could not be reached is asked again.
      retry: (count, error) => asProblem(error) === null && count < 2,
      refetchOnWindowFocus: true,
    },
  },
});

/** Asks anew who looks; whoever has been logged out gets the login in place of the page. */
export function askWhoLooks() {
  void queryClient.invalidateQueries({ queryKey: ['get', '/session'] });
}

const onLostSession: Middleware = {
  onResponse({ response, schemaPath }) {
    if (response.status === LOST_SESSION && schemaPath !== '/login') askWhoLooks();
  },
};

export const api = createFetchClient<paths>({
  baseUrl: `${location.origin}${BASE}api/v1`,
  credentials: 'same-origin',
});
api.use(onLostSession);

export const query = createQueryClient(api);

/** How often what has no live events is asked for again while its page is in front; milliseconds. */
export const REFRESH_MS = 5000;
