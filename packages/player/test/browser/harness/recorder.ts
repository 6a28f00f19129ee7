/** A worklet that passes its input on and posts every block of it: what a loudspeaker would get, sample by sample. */
export const RECORDER = `registerProcessor('recorder', class extends AudioWorkletProcessor {
  process([input], [output]) {
    const heard = input[0] ?? new Float32Array(128);
    output[0].set(heard);
    this.port.postMessage({ time: currentTime, samples: heard.slice() });
    return true;
  }
});`;
