import { Kbd, Modal } from '@mantine/core';
import { useTexts } from '../i18n/text';
import { Facts } from '../ui/Facts';
import { appTexts } from './texts';

export function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const texts = useTexts(appTexts);
  const keys: Array<[keyof typeof texts.helpKeys, string[]]> = [
    ['palette', ['Ctrl', 'K']],
    ['search', ['/']],
    ['walk', ['j', 'k']],
    ['open', ['Enter']],
    ['mark', ['x']],
    ['go', ['g', 'o q s e c v m d']],
    ['help', ['?']],
    ['close', ['Esc']],
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={texts.help}>
      <Facts facts={keys.map(([name, parts]) => [
        texts.helpKeys[name],
        <span key={name} className="row">{parts.map((part) => <Kbd key={part} size="xs">{part}</Kbd>)}</span>,
      ])} />
    </Modal>
  );
}
