import type { Playback } from '@voxlane/player';
import { useEffect, useRef } from 'react';
import { barCount, drawWaveform } from '../speech/draw-waveform.ts';

/** Milliseconds between two pictures: as smooth as speech arrives, a quarter of the work of every frame. */
const DRAW_EVERY_MS = 66;

/** What came so far as bars, and how much of it was heard. */
export function Waveform({ playback, moving }: { playback: Playback | undefined; moving: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const draw = () => paint(element, playback);
    draw();
    const timer = moving ? setInterval(draw, DRAW_EVERY_MS) : undefined;
    const sizes = new ResizeObserver(draw);
    sizes.observe(element);
    // Its colours change with those of the page.
    const themes = new MutationObserver(draw);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      clearInterval(timer);
      sizes.disconnect();
      themes.disconnect();
      scheme.removeEventListener('change', draw);
    };
  }, [playback, moving]);
  return <canvas ref={canvas} className="waveform" role="img" aria-label="Waveform of the speech" />;
}

function paint(canvas: HTMLCanvasElement, playback: Playback | undefined): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (context === null || width === 0) return;
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const look = { width, height, played: style.color, waiting: style.getPropertyValue('--waiting') };
  const bars = barCount(width);
  const { receivedS = 0, playedS = 0 } = playback?.state ?? {};
  const peaks = receivedS > 0 && playback !== undefined ? playback.peaks(bars) : new Float32Array(bars);
  drawWaveform(context, peaks, receivedS > 0 ? playedS / receivedS : 0, look);
}
