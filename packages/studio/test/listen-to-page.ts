/** A gap between two looks at what sounds, in milliseconds. */
export const LOOK_EVERY_MS = 50;

/**
 * Runs in the page before its own scripts: whatever a page connects to a speaker goes through an analyser too, whose
 * RMS is noted in `heardLevels`, one each LOOK_EVERY_MS from the first sound on. It knows nothing of the page.
 */
export const LISTEN_TO_PAGE = `
  globalThis.heardLevels = [];
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode) {
      const ear = new AnalyserNode(this.context);
      connect.call(this, ear);
      const samples = new Float32Array(ear.fftSize);
      setInterval(() => {
        ear.getFloatTimeDomainData(samples);
        heardLevels.push(Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length));
      }, ${LOOK_EVERY_MS});
    }
    return connect.call(this, target, ...rest);
  };
`;
