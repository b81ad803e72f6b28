import { query, queryClient } from './client';

/** What every page shows is asked for before anything else is loaded: who looks, then what needs attention. */
void queryClient
  .fetchQuery(query.queryOptions('get', '/session'))
  .then(async ({ role }) => {
    if (role !== null) await queryClient.prefetchQuery(query.queryOptions('get', '/overview'));
  })
  .catch(() => undefined); // the page tells of it when it asks
