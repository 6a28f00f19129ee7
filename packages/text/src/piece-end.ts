import { latestClusterEnd, latestUnspacedWord } from './cluster-places.ts';
import { type Room, roomFor } from './room.ts';
import { earliestPlace, latestPlace } from './scan-places.ts';
import type { Script } from './script.ts';
import { earliestOf, latestOf } from './sorted-places.ts';

/** `limit`, or earlier so that what remains of the sentence cut there is not a mere shred. */
function beforeShred({ sentences, limits }: Script, from: number, limit: number): number {
  const end = earliestOf(sentences, limit, limit + limits.least) ?? Infinity;
  const earlier = Math.min(limit, end - limits.least);
  return earlier >= from ? earlier : limit;
}

function sentenceEndIn({ paragraphs, sentences }: Script, room: Room): number | undefined {
  const halfway = Math.max(room.from, Math.ceil((room.start + room.wanted) / 2));
  return (
    latestOf(paragraphs, halfway, room.wanted) ??
    latestOf(sentences, room.from, room.wanted) ??
    earliestOf(sentences, room.wanted, room.stretched)
  );
}

function clauseEndIn(script: Script, room: Room): number | undefined {
  return (
    latestPlace(script.clauseEndsAt, room.from, beforeShred(script, room.from, room.wanted)) ??
    earliestPlace(script.clauseEndsAt, room.wanted, beforeShred(script, room.from, room.stretched))
  );
}

/** A sentence end that makes the piece long, or, failing that, one that leaves it a little under `least`. */
function farSentenceEnd({ sentences, limits, voice }: Script, room: Room): number | undefined {
  const shortFrom = Math.max(room.start + Math.ceil(limits.least / 2), voice.firstEnd(room.start));
  const long = room.opening ? undefined : (earliestOf(sentences, room.stretched, room.to) ?? room.whole);
  return long ?? latestOf(sentences, shortFrom, room.from);
}

function wordEndIn(script: Script, room: Room): number | undefined {
  const { text, locale, wordStartsAt } = script;
  const wanted = beforeShred(script, room.from, room.wanted);
  const halfway = Math.max(room.from, Math.ceil((room.start + wanted) / 2));
  return (
    latestPlace(wordStartsAt, halfway, wanted) ??
    latestUnspacedWord(text, { start: room.start, from: room.from, to: wanted }, locale) ??
    latestPlace(wordStartsAt, room.from, halfway - 1) ??
    earliestPlace(wordStartsAt, wanted + 1, room.to)
  );
}

function bestEnd(script: Script, room: Room): number | undefined {
  return (
    sentenceEndIn(script, room) ??
    clauseEndIn(script, room) ??
    farSentenceEnd(script, room) ??
    wordEndIn(script, room) ??
    room.whole ??
    latestClusterEnd(script.text, room.start, room.from, room.to)
  );
}

/** Half a surrogate pair must not be left behind, even where a grapheme cluster has to be broken. */
const outsidePair = (text: string, at: number): number => ((text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at);

/**
 * The end of a piece for which no place keeps every wish: a cluster boundary that leaves something to say on both
 * sides, else any cluster boundary, else (a cluster longer than `most`) a place inside the cluster.
 */
function forcedEnd({ text, limits, voice }: Script, start: number): number {
  const hard = start + limits.most;
  const voiced = latestClusterEnd(text, start, voice.firstEnd(start), Math.min(voice.last, hard));
  return voiced ?? latestClusterEnd(text, start, start + 1, hard) ?? outsidePair(text, hard);
}

/**
 * The offset at which the piece that begins at `start` ends.
 *
 * @param wanted Length the piece should have at most, in UTF-16 units; `most` of the script is never passed.
 */
export function pieceEnd(script: Script, start: number, wanted: number): number {
  const { text, limits } = script;
  const rest = text.length - start;
  if (rest <= wanted) return text.length;
  const room = roomFor(script, start, wanted);
  if (room !== undefined) return bestEnd(script, room) ?? forcedEnd(script, start);
  return rest <= limits.most ? text.length : forcedEnd(script, start);
}
