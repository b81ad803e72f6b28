import { useEffect, useSyncExternalStore } from 'react';
import { askWhoLooks, BASE, query, queryClient, type Schemas } from './client';

export type LiveStatus = 'connecting' | 'live' | 'lost';

let status: LiveStatus = 'connecting';
const listeners = new Set<() => void>();

function become(next: LiveStatus) {
  status = next;
  listeners.forEach((listener) => listener());
}

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => status,
  );
}

/** Puts what the console sends by itself where the pages look for it: under the key of a question without parameters, not with `{}` for them. */
const TOPICS = {
  overview: (data: Schemas['Overview']) => queryClient.setQueryData(query.queryOptions('get', '/overview').queryKey, data),
  queues: (data: Schemas['QueueList']) => queryClient.setQueryData(query.queryOptions('get', '/queues').queryKey, data),
  job: (data: Schemas['Job']) => {
    queryClient.setQueryData(query.queryOptions('get', '/job', { params: { query: { id: data.id } } }).queryKey, data);
    void queryClient.invalidateQueries({ queryKey: ['get', '/jobs'] });
  },
  services: (data: Schemas['ServiceHealthList']) => queryClient.setQueryData(query.queryOptions('get', '/services').queryKey, data),
  doctor: (data: Schemas['DoctorView']) => queryClient.setQueryData(query.queryOptions('get', '/doctor').queryKey, data),
};

const RECONNECT_MS = 3000;

/** Keeps one stream of events while the page is open. */
export function useLiveEvents() {
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: number | undefined;
    const open = () => {
      source = new EventSource(`${BASE}api/v1/events?topics=${Object.keys(TOPICS).join(',')}`);
      source.onopen = () => become('live');
      source.onerror = () => {
        become('lost');
        // The browser gives up for good after a refusal; then it is begun anew here, unless there is nobody logged in.
        if (source?.readyState === EventSource.CLOSED) {
          askWhoLooks();
          timer = window.setTimeout(open, RECONNECT_MS);
        }
      };
      source.addEventListener('session', askWhoLooks);
      for (const [topic, take] of Object.entries(TOPICS)) {
        source.addEventListener(topic, (event) => {
          become('live');
          take(JSON.parse((event as MessageEvent<string>).data) as never);
        });
      }
    };
    open();
    return () => {
      window.clearTimeout(timer);
      source?.close();
    };
  }, []);
}
