import { useRef, useState } from 'react';
import { type SpokenClip, withClip } from '../speech/spoken-clip.ts';

/** What was spoken during this visit, the newest first, and a way to add to it. A reload forgets it. */
export function useHistory(): [readonly SpokenClip[], (clip: Omit<SpokenClip, 'id'>) => void] {
  const [clips, setClips] = useState<readonly SpokenClip[]>([]);
  const count = useRef(0);
  const add = (clip: Omit<SpokenClip, 'id'>) => {
    count.current += 1;
    const id = count.current;
    setClips((before) => withClip(before, { ...clip, id }));
  };
  return [clips, add];
}
