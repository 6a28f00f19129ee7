import { HandlerError } from '../job/handler.ts';
import { UnknownName } from '../speech/qwen-order.ts';
import { json } from './replies.ts';

/** The reply of a plain backend that something was wrong, worded as FastAPI does. */
export function detailReply(status: number, detail: string, headers: Record<string, string> = {}): Response {
  return json({ detail }, status, headers);
}

/** 422 with what is wrong with the body, in the list that FastAPI gives. */
export function invalidReply(msg: string, type: string, field?: string): Response {
  return json({ detail: [{ type, loc: field === undefined ? ['body'] : ['body', field], msg }] }, 422);
}

/** What an order that cannot be read comes to: 400 for a name that the model does not have, 422 for anything else. */
export function orderRefusal(error: unknown): Response {
  if (error instanceof UnknownName) return detailReply(400, error.message);
  if (error instanceof HandlerError) return invalidReply(error.message, 'value_error', error.field);
  throw error;
}
