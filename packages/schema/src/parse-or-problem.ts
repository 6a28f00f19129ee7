import type { z } from 'zod';
import { Problem, type ProblemDetail } from './problem.ts';
import type { ProblemCode } from './problem-code.ts';

/** More faults than this in one body say nothing new. */
const MAX_DETAILS = 20;

/**
 * Parses what came from outside, or throws a Problem that lists each fault with its path.
 * @param subject how the value is called in the message, such as "request body".
 */
export function parseOrProblem<S extends z.ZodType>(
  schema: S,
  value: unknown,
  subject: string,
  code: ProblemCode = 'invalid_request',
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.slice(0, MAX_DETAILS).map(toDetail);
  const [first] = details;
  const where = first?.path ? `'${first.path}': ` : '';
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : '';
  throw new Problem(code, `The ${subject} is not valid: ${where}${first?.message ?? 'unknown fault'}${more}`, {
    details,
  });
}

function toDetail(issue: z.core.$ZodIssue): ProblemDetail {
  const path = issue.path.map(String).join('.');
  const allowed = allowedOf(issue);
  return { path, message: issue.message, ...(allowed === undefined ? {} : { allowed }) };
}

function allowedOf(issue: z.core.$ZodIssue): string | readonly string[] | undefined {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map(String);
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`;
    case 'invalid_type':
      return issue.expected;
    default:
      return undefined;
  }
}
