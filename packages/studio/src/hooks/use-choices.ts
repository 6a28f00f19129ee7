import { useState } from 'react';
import type { Choices } from '../speech/manner-of.ts';
import type { Manner } from '../speech/speech-order.ts';

const NOTHING: Choices = { service: '', voices: {}, languages: {}, speed: 1, pitch: 1 };

/** The visitor's choices, and a way to change any part of them. */
export function useChoices(): [Choices, (part: Partial<Manner>) => void] {
  const [choices, setChoices] = useState(NOTHING);
  const change = ({ voice, language, ...rest }: Partial<Manner>) =>
    setChoices((before) => {
      const service = rest.service ?? before.service;
      const remember = (known: Choices['voices'], value?: string) =>
        value === undefined ? known : { ...known, [service]: value };
      const { voices, languages } = before;
      return { ...before, ...rest, voices: remember(voices, voice), languages: remember(languages, language) };
    });
  return [choices, change];
}
