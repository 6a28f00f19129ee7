/** One instruction of a Dockerfile, its continued lines joined by spaces. */
export interface Instruction {
  /** In capitals, such as `RUN`. */
  keyword: string;
  text: string;
}

/** What one `FROM` begins. */
export interface Stage {
  /** Such as `node:24-slim`. */
  base: string;
  /** The name behind `AS`. */
  name: string | undefined;
  instructions: Instruction[];
}

/**
 * Reads the part of the Dockerfile language that ours is written in: no parser directives, no here-documents, no
 * instruction before the first `FROM`.
 * @throws Error that quotes what is none of it.
 */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of logicalLines(text)) {
    const { keyword = '', rest = '' } = /^(?<keyword>[A-Z]+)\s+(?<rest>.+)$/.exec(line)?.groups ?? {};
    if (keyword === 'FROM') stages.push(stageOf(rest));
    else if (keyword === '' || stages.length === 0) throw new Error(`no instruction that can stand here: ${line}`);
    else stages.at(-1)?.instructions.push({ keyword, text: rest });
  }
  return stages;
}

/** The words of an instruction in exec form, a JSON array; undefined for one in shell form. */
export function execForm(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  const words: unknown = JSON.parse(text);
  return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : undefined;
}

/** The variables of an `ENV` instruction, whose values here have no spaces and no quotes. */
export function variablesOf(text: string): Record<string, string> {
  const pairs = text.split(/\s+/).map((pair) => /^(\w+)=([^"'\s]*)$/.exec(pair));
  return Object.fromEntries(
    pairs.map((pair) => {
      if (pair === null) throw new Error(`no NAME=VALUE without quotes in: ENV ${text}`);
      return [pair[1] ?? '', pair[2] ?? ''];
    }),
  );
}

/** Comments may stand between the lines of one instruction. */
function logicalLines(text: string): string[] {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const joined = lines.join('\n').replace(/\\\n\s*/g, ' ');
  return joined.split('\n').map((line) => line.trim());
}

function stageOf(text: string): Stage {
  const [base = '', as, name] = text.split(/\s+/);
  return { base, name: as?.toUpperCase() === 'AS' ? name : undefined, instructions: [] };
}
