/** How one language writes words that end in a full stop without ending the sentence. */
export interface AbbreviationTable {
  /** Always followed by more of the same sentence: titles, "e.g.", "vs.". */
  readonly bound: string;
  /** Bound only when a number follows: "No. 5", "Fig. 2", but "No. I will not." */
  readonly numbered: string;
  /** May end a sentence, and does when an opener follows: "Acme Inc. said", "Acme Inc. The rest". */
  readonly open: string;
  /** Words that, capitalised, usually begin a sentence and seldom a name. */
  readonly openers: string;
}

/**
 * Abbreviations by language subtag, without their last full stop, separated by spaces.
 * An entry in lower case fits any case ("e.g", "E.g"); one with capitals fits as written or all in capitals,
 * so that "Gen. Lee" is a title and "the gene" is none. Entries are limited to what is not an everyday word too.
 */
export const ABBREVIATIONS: Readonly<Record<string, AbbreviationTable>> = {
  en: {
    bound:
      'Dr Mr Mrs Ms Mx Messrs Prof Rev Hon Fr Gen Col Maj Capt Lt Sgt Cpl Cmdr Adm Gov Sen Rep Pres Supt Mt Ft ' +
      'e.g i.e eg ie viz cf vs approx incl excl esp resp',
    numbered: 'no nos p pp fig figs vol vols ch sec art eq ca est Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec',
    open: 'St Ave Blvd Rd Inc Ltd Co Corp Bros Jr Sr Ph.D M.D B.A M.A dept al',
    openers:
      'The A An This That These Those He She It We You They I There Here His Her Its Our Their My Your But And Or So ' +
      'Then When While If In On At As For From By To With After Before However What Who Why How Where Which Is Are ' +
      'Was Were Do Does Did Can Could Will Would Should Has Have Had No Not Yes Now Once Only Although Because Since',
  },
  de: {
    bound:
      'Dr Hr Fr Frl Prof Dipl Ing Hrsg Sr z.b d.h u.a v.a i.d.r o.ä s.o s.u u.u z.t i.a bzw bspw ca evtl ggf inkl ' +
      'exkl insb max min sog vgl zzgl abzgl gem allg',
    numbered: 'nr art abs bd kap tel s abb anm Jan Feb Apr Aug Sept Okt Nov Dez',
    open: 'St Str Mio Mrd Tsd GmbH jr sen',
    openers:
      'Der Die Das Den Dem Ein Eine Er Sie Es Wir Ihr Ich Du Dies Diese Dieser Dieses Und Aber Oder Dann Wenn Als In ' +
      'Im Am Auf Mit Nach Von Vor Bei Zu Wie Was Wer Wo Warum Doch Denn So Jetzt Heute Danach Hier Dort Man Nun Auch',
  },
  fr: {
    bound: 'M MM Mme Mmes Mlle Mlles Dr Pr Me Mgr p.ex c.-à-d cf env',
    numbered: 'no n p pp art chap fig vol av apr janv févr juil sept oct nov déc',
    open: 'St Ste bd av Cie',
    openers:
      "Le La Les L'on Un Une Des Il Elle Ils Elles On Nous Vous Je Tu Ce Cet Cette Ces C'est Mais Et Ou Puis Alors Dans En " +
      'Pour Quand Si Qui Que Comment Pourquoi Avec Après Avant Ainsi',
  },
  es: {
    bound: 'Sr Sra Srta Sres Dr Dra Prof Profa D Da Dña Ing Lic Arq Ud Uds Vd Vds p.ej aprox',
    numbered: 'núm n.º pág págs art cap fig vol tel',
    open: 'Sto Sta Av Avda S.A S.L EE.UU',
    openers:
      'El La Los Las Un Una Él Ella Ellos Ellas Yo Tú Nosotros Usted Ustedes Esto Este Esta Pero Y O Entonces Cuando Si ' +
      'En Por Para Con Como Qué Quién Dónde Después Antes No Sí Ahora',
  },
  it: {
    bound: 'Sig Sigg Dott Prof Avv Ing Arch Geom On p.es ad.es cfr ca',
    numbered: 'n nn pag pagg art cap fig vol',
    open: 'S.p.A S.r.l',
    openers:
      'Il Lo La I Gli Le Un Una Lui Lei Loro Noi Voi Io Tu Questo Questa Ma E O Poi Quando Se In Per Con Come Non',
  },
  pt: {
    bound: 'Sr Sra Srta Dr Dra Prof Profa Eng p.ex aprox',
    numbered: 'n.º nº pág págs art cap fig vol tel',
    open: 'S.A Ltda Av',
    openers:
      'O A Os As Um Uma Ele Ela Eles Elas Nós Eu Isto Este Esta Mas E Ou Então Quando Se Em Por Para Com Como Não',
  },
  nl: {
    bound: 'Dhr Mevr Mw Dr Drs Ing Ir Mr Prof bijv d.w.z o.a m.b.t t.o.v bv resp',
    numbered: 'nr blz art fig tel',
    open: 'St B.V N.V e.d enz',
    openers:
      'De Het Een Hij Zij Ze Wij We Jij Je Ik Dit Dat Deze Die Maar En Of Dan Als In Op Met Van Voor Hoe Wat Wie Waar',
  },
  ru: {
    bound: 'т.е т.к т.н проф акад им ул просп напр см ср гр',
    numbered: 'стр гл рис табл ст п пп тел',
    open: 'тыс млн млрд руб обл',
    openers:
      'Он Она Оно Они Мы Вы Я Ты Это Этот Эта Эти Но И А Или Потом Когда Если В На По С К Как Что Кто Где Не Да Нет',
  },
};

/** Abbreviations after which a capital does begin a sentence, unless one of {@link AFTER_HOURS} follows. */
export const HOURS = 'a.m p.m am pm';

/** What may follow "5 p.m." in the same sentence although it has a capital: time zones, days, months. */
export const AFTER_HOURS =
  'UTC GMT BST CET CEST EST EDT ET CST CDT CT MST MDT MT PST PDT PT IST JST AEST Eastern Central Mountain Pacific ' +
  'Monday Tuesday Wednesday Thursday Friday Saturday Sunday ' +
  'January February March April May June July August September October November December';

/** Languages that write an ordinal as a number with a full stop: "am 3. Oktober". */
export const ORDINAL_DOT_LANGUAGES = 'de da nb nn no fi cs sk sl hr sr bs hu pl et lv is tr';

/** Months that follow such an ordinal, for text whose language nobody has told. */
export const MONTHS_AFTER_ORDINAL =
  'Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember';
