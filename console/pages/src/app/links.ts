import type { TaskState } from '../ui/states';

/** Names may hold any character, so they are query parameters in every route. */
export function link(path: string, parameters: Record<string, string | string[] | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) {
    if (Array.isArray(value)) value.forEach((each) => query.append(key, each));
    else if (value !== undefined && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export const queueLink = (queue: string, state?: TaskState, group?: string) => link('/queue', { queue, state, group });
export const taskLink = (task: { queue: string; id: string }) => link('/task', { queue: task.queue, id: task.id });
