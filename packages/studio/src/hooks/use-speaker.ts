import { isFinal, type Playback, type PlayerState, playBlob, SpeechPlayer } from '@voxlane/player';
import { useEffect, useRef, useState } from 'react';
import type { ApiClient } from '../api/api-client.ts';
import { askSpeech } from '../api/ask-speech.ts';
import { type Failure, failureOf } from '../speech/failure.ts';
import type { SpeechOrder } from '../speech/speech-order.ts';
import type { SpokenClip } from '../speech/spoken-clip.ts';

/** What is heard, or was heard last. */
export interface SpeakerView {
  phase: PlayerState['phase'];
  /** True for speech that comes from the API, false for a clip that is heard again. */
  live: boolean;
  order?: SpeechOrder;
  playback?: Playback;
  state?: PlayerState;
  /** True when it came as a whole clip, since streaming did not work. */
  fellBack?: boolean;
  failure?: Failure;
}

/** One mouth: what begins to speak stops what spoke before. */
export interface Speaker extends SpeakerView {
  speak(order: SpeechOrder): void;
  replay(order: SpeechOrder, clip: Blob): void;
  stop(): void;
}

/** @param onSpoken gets what was spoken, once it is over and something of it was heard. */
export function useSpeaker(api: ApiClient, onSpoken: (clip: Omit<SpokenClip, 'id'>) => void): Speaker {
  const [view, setView] = useState<SpeakerView>({ phase: 'idle', live: false });
  const player = useRef<SpeechPlayer>(undefined);
  const running = useRef<Playback>(undefined);
  useEffect(
    () => () => {
      player.current?.close();
      player.current = undefined;
    },
    [],
  );

  const onState = (state: PlayerState) => setView((before) => ({ ...before, state, phase: state.phase }));
  const begin = (order: SpeechOrder, live: boolean, play: (player: SpeechPlayer) => Playback) => {
    running.current?.stop();
    player.current ??= new SpeechPlayer({ onState });
    const playback = play(player.current);
    running.current = playback;
    setView({ order, live, playback, state: playback.state, phase: playback.state.phase });
    return playback;
  };

  const speak = async (order: SpeechOrder) => {
    const at = new Date();
    let refusal: unknown;
    const ask = (signal: AbortSignal) =>
      askSpeech(api, order, signal, () => setView((before) => ({ ...before, fellBack: true }))).catch((error) => {
        refusal = error;
        throw error;
      });
    const playback = begin(order, true, (player) => player.play(ask));
    const end = await playback.done;
    if (end.keptS > 0)
      onSpoken({ ...order, at, seconds: end.keptS, firstSoundMs: end.firstSoundMs, clip: playback.wav() });
    if (end.phase === 'failed' && running.current === playback)
      setView((before) => ({ ...before, state: end, phase: end.phase, failure: failureOf(refusal ?? end.error) }));
  };

  const replay = async (order: SpeechOrder, clip: Blob) => {
    const playback = begin(order, false, (player) => playBlob(player, clip));
    const end = await playback.done;
    if (end.phase === 'failed' && running.current === playback)
      setView((before) => ({ ...before, state: end, phase: end.phase, failure: failureOf(end.error) }));
  };

  const stop = () => {
    if (running.current !== undefined && !isFinal(running.current.state.phase)) running.current.stop();
  };
  return { ...view, speak, replay, stop };
}
