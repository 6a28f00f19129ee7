/** Something that must not stand in a file of the repository. */
export interface TextRule {
  pattern: RegExp;
  /** What it is, and what would be right. */
  message: string;
}

const SECRET = 'looks like a secret: keep it in .dev.vars or the environment, and replace it where it was made';

/** Rules for every text file of the repository. */
export const TEXT_RULES: readonly TextRule[] = [
  {
    pattern: /(?<![\w.~/-])\/(?:home|Users)\/[a-z][\w.-]*\/|(?<![\w.~/:-])\/(?:root|work)\/[\w.]/i,
    message: 'is a path of one machine: use one from the root of the checkout',
  },
  {
    pattern: /\b(?:registry\.(?:npmjs\.org|yarnpkg\.com|npmmirror\.com)|npm\.pkg\.github\.com|pypi\.org\/simple)/,
    message: 'is a package registry: which one to use is up to the machine',
  },
  { pattern: /\brpa_[A-Z0-9]{30,}/, message: SECRET },
  { pattern: /\bhf_[A-Za-z0-9]{30,}/, message: SECRET },
  { pattern: /\bsk-[A-Za-z0-9_-]{32,}/, message: SECRET },
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{36,}/, message: SECRET },
  { pattern: /\bAKIA[A-Z0-9]{16}\b/, message: SECRET },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, message: SECRET },
];

/** Every line of a file that breaks a rule, as `path:line: what was found and why it must not be there`. */
export function textProblems(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    TEXT_RULES.flatMap(({ pattern, message }) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [`${path}:${index + 1}: ${abridge(found)} ${message}`];
    }),
  );
}

/** Enough to find it by, too little to use it: what is found may be a key. */
function abridge(found: string): string {
  return found.length <= 12 ? found : `${found.slice(0, 8)}...`;
}
