/**
 * Proportional set size out of the text of `/proc/PID/smaps_rollup`, in bytes: resident memory, of which pages that
 * several processes share count in parts. Undefined when the text has none.
 */
export function pssBytes(smapsRollup: string): number | undefined {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(smapsRollup)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
