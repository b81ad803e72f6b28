import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { Jobs } from '../../bulk/Jobs';
import { useTexts } from '../../i18n/text';
import { NewTask } from '../../tasks/NewTask';
import { Page } from '../../ui/Page';
import { filterOf, parametersOf, type Filter } from './filter';
import { FilterForm } from './FilterForm';
import { Found } from './Found';
import { searchTexts } from './texts';
import { Views } from './Views';

export default function SearchPage() {
  const texts = useTexts(searchTexts);
  const [parameters, setParameters] = useSearchParams();
  const filter = useMemo(() => filterOf(parameters), [parameters]);
  const change = (next: Filter) => setParameters(parametersOf(next));
  const key = parametersOf(filter).toString();
  return (
    <Page title={texts.title} subtitle={texts.subtitle} actions={<><NewTask queue={filter.queues?.[0]} /><Views filter={filter} onChoose={change} /></>}>
      <FilterForm key={key} filter={filter} onSearch={change} />
      <Found key={`found ${key}`} filter={filter} onNarrow={change} />
      <Jobs />
    </Page>
  );
}
