import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { LogIn } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { api, BASE, queryClient, type Schemas } from '../../api/client';
import { problemText } from '../../api/problem';
import { Bell } from '../../app/Bell';
import { useTexts } from '../../i18n/text';
import css from './login.module.css';
import { loginTexts } from './texts';

export function LoginPage({ session }: { session: Schemas['Session'] }) {
  const texts = useTexts(loginTexts);
  const back = location.pathname.slice(BASE.length - 1) + location.search;
  return (
    <main className={css.screen}>
      <div className={css.card}>
        <h1 className={css.title}><Bell size={32} /> Belfry</h1>
        {session.login.password && <PasswordForm />}
        {session.login.oidc && (
          <Button component="a" variant={session.login.password ? 'default' : 'filled'} size="sm" fullWidth
            href={`${BASE}api/v1/login/oidc?return=${encodeURIComponent(back)}`}>
            {texts.provider}
          </Button>
        )}
        {session.login.proxy && !session.login.password && !session.login.oidc && <Alert color="gray">{texts.proxy}</Alert>}
        <p className={`${css.foot} dim`}>Belfry {session.version}</p>
      </div>
    </main>
  );
}

function PasswordForm() {
  const texts = useTexts(loginTexts);
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const { error } = await api.POST('/login', { body: { user, password } });
      setProblem(error ? problemText(error) : null);
      if (error) setPassword('');
      else await queryClient.invalidateQueries();
    } catch (failure) {
      setProblem(problemText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className={css.form}>
      <TextInput label={texts.user} size="sm" autoComplete="username" autoFocus required value={user} onChange={(event) => setUser(event.currentTarget.value)} />
      <PasswordInput label={texts.password} size="sm" autoComplete="current-password" required value={password}
        onChange={(event) => setPassword(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': texts.show }} />
      {problem && <Alert color="red" role="alert" p="xs">{problem}</Alert>}
      <Button type="submit" size="sm" loading={busy} leftSection={<LogIn size={15} />}>{texts.login}</Button>
    </form>
  );
}
