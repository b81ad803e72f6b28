import { notifications } from '@mantine/notifications';
import { queryClient } from '../api/client';
import { problemText } from '../api/problem';
import { textsNow } from '../i18n/text';
import { uiTexts } from './texts';

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/**
 * Runs an action, says how it ended and brings what is shown up to date. Answers undefined if it failed, null if there is nothing to say.
 * `gone` names the endpoints that have nothing to show any more once it is done, since the page is left then.
 */
export async function act<T>(call: () => Promise<Answer<T>>, done?: string | ((data: T) => string), gone: string[] = []): Promise<T | null | undefined> {
  const texts = textsNow(uiTexts);
  let left: string[] = [];
  try {
    const { data, error, response } = await call();
    if (!response.ok) {
      notifications.show({ color: 'red', title: texts.notDone, message: problemText(error), autoClose: 10_000 });
      return undefined;
    }
    left = gone;
    const message = typeof done === 'function' ? done(data as T) : done;
    if (message) notifications.show({ message, color: 'indigo' });
    return data ?? null;
  } catch (error) {
    notifications.show({ color: 'red', title: texts.notDone, message: problemText(error), autoClose: 10_000 });
    return undefined;
  } finally {
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !left.includes(String(queryKey[1])) });
  }
}
