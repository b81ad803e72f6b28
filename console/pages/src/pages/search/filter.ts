import type { Schemas } from '../../api/client';
import { STATES, type TaskState } from '../../ui/states';

export type Filter = Schemas['TaskFilter'];

/** Members with one text, named alike in the route, the API and the filter. */
export const TEXT_FIELDS = ['type', 'id', 'text', 'path', 'value', 'error', 'header'] as const;
const TIME_FIELDS = ['from', 'to'] as const;

export function filterOf(parameters: URLSearchParams): Filter {
  const filter: Filter = {};
  const many = (name: string) => parameters.getAll(name).filter((each) => each !== '');
  const queues = many('queue');
  const states = many('state').filter((state): state is TaskState => STATES.includes(state as TaskState));
  const groups = many('group');
  if (queues.length > 0) filter.queues = queues;
  if (states.length > 0) filter.states = states;
  if (groups.length > 0) filter.groups = groups;
  for (const field of [...TEXT_FIELDS, ...TIME_FIELDS]) {
    const value = parameters.get(field);
    if (value) filter[field] = value;
  }
  const least = Number(parameters.get('minRetried') ?? 0);
  if (Number.isInteger(least) && least > 0) filter.minRetried = least;
  return filter;
}

/** The parameters of the route, which are those of the API too. */
export function parametersOf(filter: Filter): URLSearchParams {
  const parameters = new URLSearchParams();
  filter.queues?.forEach((queue) => parameters.append('queue', queue));
  filter.states?.forEach((state) => parameters.append('state', state));
  filter.groups?.forEach((group) => parameters.append('group', group));
  for (const field of [...TEXT_FIELDS, ...TIME_FIELDS]) {
    if (filter[field]) parameters.set(field, filter[field]);
  }
  if (filter.minRetried) parameters.set('minRetried', String(filter.minRetried));
  return parameters;
}

export function isEmpty(filter: Filter): boolean {
  return parametersOf(filter).size === 0;
}

/** ISO to the value of a datetime-local field, in the browser's zone. */
export function toLocal(iso: string | undefined): string {
  if (!iso) return '';
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

export function fromLocal(text: string): string | undefined {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
