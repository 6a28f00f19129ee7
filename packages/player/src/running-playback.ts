import type { PlayReport } from './core/play-report.ts';
import { Feeder } from './feeder.ts';
import { KeptSamples } from './kept/kept-samples.ts';
import { PieceTrack } from './kept/piece-track.ts';
import { ModeWatch } from './mode-watch.ts';
import type { Outlet } from './outlet/outlet.ts';
import type { Ask, Playback } from './playback.ts';
import type { PlaybackSurroundings } from './playback-surroundings.ts';
import { PlayerError } from './player-error.ts';
import type { PlayerState } from './player-state.ts';
import { asPlayerError } from './read/as-player-error.ts';
import type { AudioEvent } from './read/audio-event.ts';
import { readSpeech } from './read/read-speech.ts';
import { type Facts, firstFacts, stateOf } from './state-of.ts';

/** Seconds of room in an outlet beyond what is fed: what was reported as played can be stepped back over. */
const SPARE_S = 1;

/** One stream from the request to the last sample that is heard. */
export class RunningPlayback implements Playback {
  readonly #around: PlaybackSurroundings;
  readonly #startedAt: number;
  readonly #request = new AbortController();
  readonly #done = Promise.withResolvers<PlayerState>();
  readonly #kept: KeptSamples;
  readonly #pieces = new PieceTrack();
  readonly #facts: Facts;
  readonly #modes: ModeWatch;
  readonly #unwatch: () => void;
  #outlet: Outlet | undefined;
  #feeder: Feeder | undefined;
  #ending = false;
  #toldFinal = false;

  constructor(ask: Ask, around: PlaybackSurroundings) {
    const { stage, clock, limits } = around;
    this.#around = around;
    this.#startedAt = clock.now();
    this.#kept = new KeptSamples(limits.maxKeptS);
    this.#facts = firstFacts(limits.startMs);
    this.#modes = new ModeWatch(clock);
    this.#unwatch = stage.watch((held) => this.#hold(held));
    this.#tell();
    void this.#run(ask);
  }

  get state(): PlayerState {
    return stateOf(this.#facts);
  }

  get done(): Promise<PlayerState> {
    return this.#done.promise;
  }

  async pause(): Promise<void> {
    if (this.#facts.final !== undefined || this.#facts.paused) return;
    this.#facts.paused = true;
    const silent = this.#outlet && this.#modes.within('paused');
    this.#outlet?.pause();
    this.#tell();
    await silent;
  }

  async resume(): Promise<void> {
    if (this.#facts.final !== undefined) return;
    this.#facts.paused = false;
    this.#outlet?.resume();
    this.#tell();
    await this.#around.stage.resume();
  }

  stop(): void {
    if (this.#facts.final !== undefined) return;
    const silent = this.#outlet && this.#modes.within('stopped');
    this.#facts.final = 'stopped';
    this.#request.abort(new DOMException('The listener stopped the speech.', 'AbortError'));
    this.#feeder?.close();
    this.#outlet?.stop();
    this.#tell();
    if (silent === undefined) this.#letGo();
    else void silent.then(() => this.#letGo());
  }

  wav(): Blob {
    return this.#kept.wav();
  }

  peaks(buckets: number): Float32Array {
    return this.#kept.peaks(buckets);
  }

  async #run(ask: Ask): Promise<void> {
    const { signal } = this.#request;
    try {
      for await (const event of readSpeech(await ask(signal), signal)) await this.#take(event);
      if (this.#feeder === undefined) throw new PlayerError('The answer holds no sound.', { code: 'no_audio' });
      await this.#feeder.finish();
    } catch (cause) {
      if (this.#facts.final === undefined) await this.#fail(asPlayerError(cause));
    }
  }

  async #take(event: AudioEvent): Promise<void> {
    if (event.type === 'waking') this.#facts.waking = true;
    else if (event.type === 'piece') this.#pieces.add({ start: event.start, end: event.end }, event.at);
    else await this.#hear(event);
    this.#tell();
  }

  async #hear({ samples, sampleRate }: Extract<AudioEvent, { type: 'audio' }>): Promise<void> {
    const feeder = this.#feeder ?? (await this.#open());
    this.#kept.add(samples, sampleRate);
    this.#facts.sampleRate = sampleRate;
    this.#facts.receivedS += samples.length / sampleRate;
    this.#facts.keptS = this.#kept.seconds;
    await feeder.feed(samples, sampleRate);
  }

  async #open(): Promise<Feeder> {
    const { maxBufferedS, startMs } = this.#around.limits;
    const { sampleRate } = this.#around.stage;
    const capacity = Math.ceil((maxBufferedS + SPARE_S) * sampleRate);
    const outlet = await this.#around.stage.openOutlet({
      capacity,
      startMs,
      onReport: (report) => this.#report(report),
    });
    this.#outlet = outlet;
    this.#feeder = new Feeder(outlet, sampleRate, maxBufferedS);
    if (this.#facts.paused) outlet.pause();
    if (this.#facts.final !== undefined) {
      this.#feeder.close();
      outlet.close();
    }
    return this.#feeder;
  }

  /** What is in hand is played first; with nothing in hand that is no time at all. */
  async #fail(error: PlayerError): Promise<void> {
    this.#facts.error = error;
    this.#request.abort(error);
    if (this.#feeder === undefined) return this.#finish('failed');
    this.#tell();
    await this.#feeder.finish();
  }

  #report(report: PlayReport): void {
    this.#facts.report = report;
    this.#facts.playedS = report.played / this.#around.stage.sampleRate;
    this.#facts.piece = this.#pieces.at(this.#facts.playedS);
    this.#feeder?.played(report.played);
    if (report.soundAt !== undefined) {
      this.#facts.firstSoundMs ??= this.#around.stage.audibleAt(report.soundAt) - this.#startedAt;
    }
    this.#modes.seen(report.mode);
    this.#tell();
    if (report.mode === 'ended') this.#end(report.endedAt);
  }

  /** The last sample is on its way to the speaker. */
  #end(endedAt: number | undefined): void {
    if (this.#ending) return;
    this.#ending = true;
    const waitMs = endedAt === undefined ? 0 : this.#around.stage.audibleAt(endedAt) - this.#around.clock.now();
    const finish = () => this.#finish(this.#facts.error === undefined ? 'ended' : 'failed');
    if (waitMs > 0) this.#around.clock.after(waitMs, finish);
    else finish();
  }

  #finish(phase: 'ended' | 'failed'): void {
    if (this.#facts.final !== undefined) return;
    this.#facts.final = phase;
    this.#tell();
    this.#letGo();
  }

  #letGo(): void {
    this.#unwatch();
    this.#outlet?.close();
    this.#done.resolve(this.state);
  }

  #hold(held: boolean): void {
    if (this.#facts.held === held) return;
    this.#facts.held = held;
    this.#tell();
  }

  /** The final state is the last one that is told. */
  #tell(): void {
    if (this.#toldFinal) return;
    this.#toldFinal = this.#facts.final !== undefined;
    this.#facts.bufferedS = this.#feeder?.bufferedS ?? 0;
    this.#around.onState(this.state);
  }
}
