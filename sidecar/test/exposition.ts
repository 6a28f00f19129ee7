/** A line of Prometheus' text format that is a sample: name, labels, value. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*\})? (\S+)$/;
const NOTE = /^# (?:HELP|TYPE) [a-zA-Z_:][\w:]* \S.*$/;

/**
 * Samples of a text in Prometheus' format, by name and labels as they stand there.
 * @throws Error for a line that is none, and for a sample without a type.
 */
export function readExposition(text: string): Map<string, number> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const samples = new Map<string, number>();
  const typed = new Set<string>();
  for (const line of text.split('\n').filter((found) => found !== '')) {
    if (NOTE.test(line)) {
      typed.add(line.split(' ')[2] ?? '');
      continue;
    }
    const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (!typed.has(name) && !typed.has(name.replace(/_(?:bucket|sum|count)$/, '')))
      throw new Error(`no sample: ${line}`);
    if (samples.has(name + labels)) throw new Error(`twice: ${line}`);
    samples.set(name + labels, Number(value.replace('Nan', 'NaN').replace('+Inf', 'Infinity')));
  }
  return samples;
}
