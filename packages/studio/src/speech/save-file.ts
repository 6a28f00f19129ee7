/** Milliseconds that a browser gets to begin reading a file before its address is given back. */
const KEPT_MS = 60_000;

/** Lets the visitor keep a file. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
