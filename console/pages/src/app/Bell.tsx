/** The mark of the project. */
export function Bell({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="#4c53c4" />
      <path fill="#fff" d="M16 6.200a1.500 1.500 0 0 1 1.500 1.500v.6c3 .7 5 3.200 5 6.700 0 4 .9 5.600 2.100 6.800.5.5.2 1.400-.6 1.400H8c-.8 0-1.100-.9-.6-1.400 1.200-1.200 2.100-2.800 2.100-6.800 0-3.500 2-6 5-6.700v-.6A1.500 1.500 0 0 1 16 6.200z" />
      <circle cx="16" cy="25.400" r="1.900" fill="#ffd479" />
    </svg>
  );
}
