import type { ServiceTemplate } from '@voxlane/schema';
import { builtinTemplates } from '../builtin-templates.ts';
import type { ServiceConfig } from '../service-config.ts';

/** What an upstream tells of itself; undefined where it did not. */
export interface UpstreamNames {
  speakers: readonly string[] | undefined;
  languages: readonly string[] | undefined;
}

/**
 * A service with the voices and languages of its upstream in place of the built-in ones. What an operator has set stays,
 * and so do names that stand for a voice, such as OpenAI's: for the default one where theirs is not there.
 */
export function withNames(service: ServiceConfig, { speakers, languages }: UpstreamNames): ServiceConfig {
  const { id, template } = service;
  const builtin = builtinTemplates[id];
  const told = {
    ...(speakers === undefined ? {} : voicesOf(template, builtin, speakers)),
    ...(languages === undefined ? {} : languagesOf(template, builtin, languages)),
  };
  return { ...service, template: { ...template, ...told } };
}

function voicesOf(
  { voices, defaultVoice }: ServiceTemplate,
  builtin: ServiceTemplate,
  speakers: readonly string[],
): Pick<ServiceTemplate, 'voices' | 'defaultVoice'> {
  const set = Object.entries(voices).filter(([name, value]) => builtin.voices[name] !== value);
  const own = Object.fromEntries([...speakers.map((name): [string, string] => [name, name]), ...set]);
  const chosen = Object.hasOwn(own, defaultVoice) ? defaultVoice : (speakers[0] ?? defaultVoice);
  const known = new Set(speakers);
  const standIns = Object.entries(voices)
    .filter(([name, value]) => value !== name && !Object.hasOwn(own, name))
    .map(([name, value]) => [name, value !== null && known.has(value) ? value : (own[chosen] ?? null)]);
  return { voices: { ...own, ...Object.fromEntries(standIns) }, defaultVoice: chosen };
}

function languagesOf(
  template: ServiceTemplate,
  builtin: ServiceTemplate,
  languages: readonly string[],
): Pick<ServiceTemplate, 'languages' | 'fixed'> {
  const isSet = template.languages.join('\n') !== builtin.languages.join('\n');
  const listed = isSet ? template.languages : [...languages];
  return { languages: listed, fixed: respelled(template.fixed, listed) };
}

/** The language that is sent when none is asked for, as the upstream spells it; it decides where it has none of the name. */
function respelled({ language, ...fixed }: ServiceTemplate['fixed'], languages: readonly string[]) {
  if (language === undefined) return fixed;
  const wanted = String(language).toLowerCase();
  const spelled = languages.find((name) => name.toLowerCase() === wanted);
  return spelled === undefined ? fixed : { ...fixed, language: spelled };
}
