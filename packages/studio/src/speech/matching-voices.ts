import type { Voice } from '../api/service.ts';

/** Names of OpenAI's own voices, which every service takes for one of its own. */
const OPENAI_NAMES: ReadonlySet<string> = new Set([
  ...['alloy', 'ash', 'ballad', 'coral', 'echo', 'fable', 'marin'],
  ...['cedar', 'nova', 'onyx', 'sage', 'shimmer', 'verse'],
]);

/** Voices in two groups: those of the service itself, and the names that clients of OpenAI know. */
export interface VoiceGroups {
  own: readonly Voice[];
  openai: readonly Voice[];
}

/**
 * The voices whose name or id holds every word of a search, without regard to case.
 * @param chosen stays among them, so that a search changes nothing by itself.
 */
export function matchingVoices(voices: readonly Voice[], search: string, chosen: string): VoiceGroups {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ id, name }: Voice) => words.every((word) => `${id} ${name}`.toLowerCase().includes(word));
  const found = voices.filter((voice) => voice.id === chosen || matches(voice));
  const isOpenai = ({ id }: Voice) => OPENAI_NAMES.has(id);
  return { own: found.filter((voice) => !isOpenai(voice)), openai: found.filter(isOpenai) };
}
