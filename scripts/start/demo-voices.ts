/** The speakers of the emulator's EchoTTS, and which of them stands in for which voice of OpenAI's. */
const VOICES = {
  slt: 'slt',
  rms: 'rms',
  awb: 'awb',
  alloy: 'slt',
  ash: 'rms',
  ballad: 'awb',
  coral: 'slt',
  echo: 'rms',
  fable: 'awb',
  onyx: 'rms',
  nova: 'slt',
  sage: 'awb',
  shimmer: 'slt',
  verse: 'awb',
  marin: 'slt',
  cedar: 'rms',
};

/**
 * SERVICES with the emulator's voices for EchoTTS, whose public handler has a single one that is known. What a person
 * gave goes before; a text that is no JSON object is left for the programs themselves to complain about.
 */
export function demoVoices(json = '{}'): { SERVICES: string } {
  const services = readObject(json);
  if (services === undefined) return { SERVICES: json };
  const echotts = asObject(services.echotts) ?? {};
  const voices = { ...VOICES, ...asObject(echotts.voices) };
  return { SERVICES: JSON.stringify({ ...services, echotts: { defaultVoice: 'slt', ...echotts, voices } }) };
}

function readObject(json: string): Record<string, unknown> | undefined {
  try {
    return asObject(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
