import {
  type ChunkMessage,
  isTerminal,
  type JobState,
  readChunkMessages,
  type SpeechMessage,
  type StreamReply,
} from '@voxlane/schema';
import { ChunkOrder } from './chunk-order.ts';

/**
 * What to do after a reply:
 * - `poll`: ask again and let it be held;
 * - `settle`: ask again shortly, the end is near;
 * - `recover`: something is missing, look into `/status`;
 * - `fail`: the job ended badly, `/status` may say why;
 * - `done`: everything is here.
 */
export type NextStep = 'poll' | 'settle' | 'recover' | 'fail' | 'done';

/** Empty polls after a terminal state that are spent on a last chunk not visible yet. */
const GRACE_POLLS = 2;
/** Field names that are remembered for the error text. */
const MAX_ODDITIES = 20;

/**
 * Follows one job through the replies of `/stream`: pure, fed by hand. RunPod drains what it hands out, so each reply
 * holds new items only; the job is over when its state is terminal and nothing more comes, or when the handler's own
 * completion message is in and every chunk it counted is too.
 *
 * Longer than 200 lines because every question about a job is answered from the same few fields.
 */
export class JobReader {
  readonly #order = new ChunkOrder();
  readonly #oddities = new Set<string>();
  #state: JobState = 'queued';
  #grace = GRACE_POLLS;
  /** A result that was never streamed is looked for in `/status` before any late chunk is waited for. */
  #result: 'no' | 'due' | 'looked for';
  #ended = false;
  #more = false;
  #total: number | undefined;
  #retries: number | undefined;
  #given = 0;
  /** True when the latest reply brought anything new. */
  #fresh = false;
  #restarted = false;
  /** What the chunks are, decided by the first one. */
  #kind: SpeechMessage['kind'] | undefined;
  #mixed = false;
  #failure: { error: unknown } | undefined;
  /** Set when a reply was lost on the way: it may have taken chunks with it. */
  gapPossible = false;

  /** @param isResult true where the handler is likely to return its audio in place of yielding it. */
  constructor({ isResult }: { isResult: boolean } = { isResult: false }) {
    this.#result = isResult ? 'due' : 'no';
  }

  /** Takes one reply in. */
  accept(reply: StreamReply): NextStep {
    this.#state = reply.status;
    this.#noteRetries(reply.retries);
    this.#fresh = false;
    for (const item of reply.stream) for (const message of readChunkMessages(item)) this.#accept(message);
    if (reply.error) this.#failure ??= { error: reply.error };
    return this.#nextStep();
  }

  /**
   * Takes in what `/status` holds of a finished job: all yields of an aggregating worker, or a plain result.
   * @returns true when it fits to what came, so that nothing can be missing any more.
   */
  acceptOutput(output: unknown): boolean {
    const messages = readChunkMessages(output);
    const chunks = messages.filter(isSpeech);
    // Chunks without numbers can only be told apart by their place and content.
    let known = this.#order.known(chunks.filter(({ number }) => number === undefined));
    if (known === undefined) return false;
    for (const message of messages) {
      const bare = isSpeech(message) && message.number === undefined;
      if (!bare || known-- <= 0) this.#accept(message);
    }
    return chunks.length > 0;
  }

  /** Chunks that are next in order; each comes out once. */
  take(): SpeechMessage[] {
    const ready = this.#order.take();
    this.#given += ready.length;
    return ready;
  }

  /** True when every chunk that is known of has come out. */
  get complete(): boolean {
    if (this.#order.missing !== undefined) return false;
    return this.#total === undefined ? this.#order.released > 0 : this.#order.released >= this.#total;
  }

  /** True when the number of chunks is known from the handler and they are all here. */
  get counted(): boolean {
    return this.#total !== undefined && this.complete;
  }

  /** Gives up on one missing chunk, in between or at the end. @returns false when none is missing. */
  skipMissing(): boolean {
    const behind = this.#total !== undefined && this.#order.released < this.#total;
    return (this.waiting || behind) && this.#order.skip();
  }

  /** True while later chunks wait for a missing one. */
  get waiting(): boolean {
    return this.#order.missing !== undefined;
  }

  /** True when the handler said that it is done. */
  get ended(): boolean {
    return this.#ended;
  }

  /** True when the handler has announced more and not said since that it is done. */
  get openEnded(): boolean {
    return this.#more && !this.#ended;
  }

  get state(): JobState {
    return this.#state;
  }

  /** True when so many chunks wait for a missing one that it cannot be merely late. */
  get full(): boolean {
    return this.#order.full;
  }

  /** True when there was no result, and a late chunk has not been waited for yet. */
  get mayStillCome(): boolean {
    return this.#result === 'looked for' && this.#grace > 0;
  }

  /** Chunks handed out so far. */
  get given(): number {
    return this.#given;
  }

  /** Chunks that never came, of those that the handler counted. */
  get loss(): { lost: number; total: number | undefined } {
    return { lost: this.#total === undefined ? 0 : Math.max(0, this.#total - this.#order.taken), total: this.#total };
  }

  /** What the handler gave as its error, in band. */
  get failure(): { error: unknown } | undefined {
    return this.#failure;
  }

  /** True when the platform ran the job again after audio had been handed out. */
  get restarted(): boolean {
    return this.#restarted;
  }

  /** True when the job yields audio and codec tokens, so that nobody can tell what it means to say. */
  get mixed(): boolean {
    return this.#mixed;
  }

  /** Field names of yields that were neither audio nor an end, for the error text when there was nothing else. */
  get oddities(): string[] {
    return [...this.#oddities];
  }

  #nextStep(): NextStep {
    const terminal = isTerminal(this.#state);
    if (this.#failure !== undefined) return 'fail';
    if (this.#order.full) return 'recover';
    if (this.#ended && this.counted) return 'done';
    // Words of the end without a count may stand for a step of the work, so they only make the asking quicker.
    if (this.#fresh || !terminal) return terminal || this.#ended ? 'settle' : 'poll';
    if (this.#state !== 'completed') return 'fail';
    if (this.#ended && this.complete && !this.gapPossible) return 'done';
    if (this.#result === 'due' && this.#order.taken === 0) {
      this.#result = 'looked for';
      return 'recover';
    }
    if (this.#grace === 0) return 'recover';
    this.#grace -= 1;
    return 'settle';
  }

  #accept(message: ChunkMessage): void {
    switch (message.kind) {
      case 'audio':
      case 'tokens':
        this.#acceptChunk(message);
        break;
      case 'end':
        this.#ended = true;
        this.#total = message.totalChunks ?? this.#total;
        break;
      case 'error':
        this.#failure ??= { error: message.error };
        break;
      case 'other':
        for (const field of message.fields) if (this.#oddities.size < MAX_ODDITIES) this.#oddities.add(field);
    }
  }

  #acceptChunk(chunk: SpeechMessage): void {
    this.#more = chunk.more;
    // A chunk after an uncounted word of the end shows that it was about something else.
    this.#ended &&= this.#total !== undefined;
    const placing = this.#order.put(chunk);
    this.#fresh ||= placing !== 'duplicate';
    if (placing === 'restarted') {
      this.#beginAgain();
      if (!this.#restarted) this.#order.put(chunk);
    }
    this.#kind ??= chunk.kind;
    this.#mixed ||= this.#kind !== chunk.kind;
  }

  #noteRetries(retries: number | undefined): void {
    if (retries === undefined) return;
    if (retries > (this.#retries ?? 0)) this.#beginAgain();
    this.#retries = retries;
  }

  /** A second run: harmless while nothing was handed out, otherwise the two takes do not fit together. */
  #beginAgain(): void {
    if (this.#given > 0) {
      this.#restarted = true;
      return;
    }
    this.#order.reset();
    this.#kind = undefined;
    this.#mixed = false;
    this.#ended = false;
    this.#total = undefined;
  }
}

function isSpeech(message: ChunkMessage): message is SpeechMessage {
  return message.kind === 'audio' || message.kind === 'tokens';
}
