export type { PieceOptions } from './piece-limits.ts';
export { planPieceRanges, planPieces, type TextPiece } from './plan-pieces.ts';
export { isSpeakable } from './speakable.ts';
export { splitSentences } from './split-sentences.ts';
