import { describe, expect, it } from 'vitest';
import { splitSentences } from './split-sentences.ts';

/** Sentences are written with a bar between them; the bars are taken out to make the input. */
function expectBars(barred: string, locale?: string) {
  const sentences = barred.split('|');
  expect(splitSentences(sentences.join(''), locale)).toEqual(sentences);
}

describe('splitSentences', () => {
  it('gives nothing for an empty text and one sentence for white space', () => {
    expect(splitSentences('')).toEqual([]);
    expect(splitSentences(' \n\n ')).toEqual([' \n\n ']);
  });

  it('refuses a malformed locale', () => {
    expect(() => splitSentences('Hi.', 'not a tag')).toThrow(RangeError);
  });

  it.each([
    ['titles', 'Dr. Smith met Mr. and Mrs. Jones. |Prof. Lee came. |DR. NO left.'],
    ['Latin abbreviations', 'Say, e.g. Monday, i.e. Soon. |It was Tom vs. Jerry.'],
    ['an abbreviation that may end a sentence', 'Acme Inc. Chairman Ann left Acme Inc. |The rest stayed.'],
    ['a saint and a street', 'St. John lives on Main St. |He likes it.'],
    ['a number sign and a refusal', 'No. 5 is alive. |No. |It is not.'],
    ['initials', 'I read J. R. R. Tolkien and J. A. Smith. |They wrote.'],
    ['a country', 'The U.S. Army left the U.S. |The end.'],
    ['hours', 'Come at 5 p.m. |Ann is there at 6 p.m. Monday or 9 a.m. EST. |Bye.'],
    ['decimals and versions', 'Pi is 3.14. |Use v1.2.3 now. |At 10:30. |Done.'],
    ['addresses', 'See https://x.y/z?A=b. |Ask a.b1.C@d.org! |Or www.a.b?Q=1. |Or x.y/p?q=1.'],
    ['file names', 'See foo.txt. |Open file2.TXT now. |Done.'],
    ['quotes and brackets', 'He said "Hi." |Then (he left.) |“Yes.” |‘No!’ |[Why?] |So.'],
    ['a quoted cry within a sentence', '"Wow!" she cried. |“Really?” he asked.'],
    ['ellipses', 'Well... |What? |And … ok... yes. |Well… |He slept.'],
    ['several marks', 'What?! |No!!! |Oh...'],
    ['small letters after a question', 'how are you? |fine.'],
    ['emoji', 'Great!😀 |Next. |Yes!👍🏽|No. |Bye 👩‍👩‍👧.'],
    ['lines', '\n  One\r\n|two\n\n|three\u2029|four\n \n'],
    ['a title at a line end', 'I saw Dr.\n|Smith came.'],
    ['list items', '1. The first\n|2. Second. |More\n|  a. The third\n|IV. Fourth\n|- dash\n|* star'],
    ['Chinese', '你好。|他说：「走吧。」|然后走了！|真的？！|好。'],
    ['Japanese', '『はい。』|そうですか？|ええ。'],
    ['Arabic and Hindi', 'هل أنت؟ |نعم. |मैं हूँ। |तुम हो।'],
    ['mixed scripts', '他叫Dr. Smith。|He left. |好！|OK.'],
    [
      'several languages without a locale',
      'M. Dupont et Mme Curie. |El Sr. López y la Sra. Gil. |Das ist z.B. Otto, d.h. Ottos Nr. 5 bzw. Ende.',
    ],
    ['a German date without a locale', 'Am 3. Oktober. |Er war 30. |Dann ging er.'],
  ])('knows %s', (_, barred) => expectBars(barred));

  it.each([
    ['de', 'Am 3. Mann vorbei z. B. Otto. |Er war 30. |Dann ging er ca. Mittag.'],
    ['fr', 'M. Le Pen arrive. |Il part.'],
    ['es', 'Vive en EE.UU. |El Dr. Paz llegó.'],
    ['ru', 'Это т.е. Москва, ул. Мира. |Он ушёл.'],
    ['pl', 'To 3. Raz.'],
  ])('knows the words of %s', (locale, barred) => expectBars(barred, locale));

  it('keeps a capital after a number apart in a language without ordinal dots', () => {
    expectBars('He has 3. |Otto has 4.', 'en');
  });
});
