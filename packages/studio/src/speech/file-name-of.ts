/** Most characters of the text that become part of a name. */
const MAX_WORDS = 40;

/** Name for a clip: who speaks, and how the text begins, in characters that every file system takes. */
export function fileNameOf({ voice, service, text }: { voice: string; service: string; text: string }): string {
  return `${slug(voice || service) || 'speech'}-${slug(text.slice(0, MAX_WORDS)) || 'clip'}.wav`;
}

/** Letters and digits of any script, joined by dashes. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
