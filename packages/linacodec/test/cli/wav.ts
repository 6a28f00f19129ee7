/** What a file of ours says and holds. */
export interface ReadWav {
  riffBytes: number;
  dataBytes: number;
  sampleRate: number;
  samples: number[];
}

/** 16-bit samples of bare PCM. */
export function readPcm(bytes: ArrayLike<number>): number[] {
  const view = new DataView(Uint8Array.from(bytes).buffer);
  return Array.from({ length: bytes.length / 2 }, (_, i) => view.getInt16(2 * i, true));
}

/** A plain reader of WAV files with the 44-byte header; throws when the file is none. */
export function readWav(bytes: ArrayLike<number>): ReadWav {
  const all = Uint8Array.from(bytes);
  const view = new DataView(all.buffer);
  const tags = [0, 8, 12, 36].map((at) => String.fromCharCode(...all.subarray(at, at + 4))).join('|');
  if (tags !== 'RIFF|WAVE|fmt |data') throw new Error(`no WAV: ${tags}`);
  return {
    riffBytes: view.getUint32(4, true),
    dataBytes: view.getUint32(40, true),
    sampleRate: view.getUint32(24, true),
    samples: readPcm(all.subarray(44)),
  };
}
