/** An error as the file system throws it. */
export function systemError(code: 'EROFS' | 'ENOSPC' | 'EACCES' | 'EIO', text: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${text}`), { code });
}
