const COLUMNS = 16;

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}


/** Offset, sixteen bytes and their ASCII, a line each. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += COLUMNS) {
    const part = Array.from(bytes.subarray(at, at + COLUMNS));
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(COLUMNS * 3 - 1);
    const ascii = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex}  ${ascii}`);
  }
  return lines.join('\n');
}
