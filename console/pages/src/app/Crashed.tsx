import { Anchor, Button } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { problemText } from '../api/problem';
import { useTexts } from '../i18n/text';
import { Empty } from '../ui/Feedback';
import { Page } from '../ui/Page';
import { appTexts } from './texts';

/** Shown in place of a page whose code failed; the rest of the console goes on. */
export function Crashed() {
  const texts = useTexts(appTexts);
  const error = useRouteError();
  return (
    <Page title={texts.crashed}>
      <Empty title={texts.crashed}>
        <p className="mono">{problemText(error)}</p>
        <Button variant="default" onClick={() => location.reload()}>{texts.reload}</Button>
      </Empty>
    </Page>
  );
}

export function NotFound() {
  const texts = useTexts(appTexts);
  return (
    <Page title={texts.notFound}>
      <Empty title={texts.notFound}>
        <Anchor component={Link} to="/">{texts.home}</Anchor>
      </Empty>
    </Page>
  );
}
