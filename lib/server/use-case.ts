import "server-only";
import type * as z from "zod";
import type { Failure } from "#lib/domain/failure.ts";
import type { Place } from "#lib/domain/scope.ts";
import { isHistoryTrouble } from "#lib/history/history.ts";
import { toFailureView } from "#lib/report/sources.ts";
import { toPublicText } from "#lib/server/public-text.ts";
import { parseQuery, type RawQuery } from "#lib/server/query.ts";
import { type Refused, refuse } from "#lib/server/refuse.ts";
import { loadServices, type Services } from "#lib/server/services.ts";

export type Answer<Body> = { readonly ok: true; readonly body: Body } | Refused;

/** One question: pages and routes ask it alike, with what stands in their address. */
export type UseCase<Body> = (raw: RawQuery) => Promise<Answer<Body>>;

type Unreached = { readonly place: Place; readonly failure: Failure };

type Definition<Shape extends z.ZodRawShape, Body> = {
  readonly query: z.ZodObject<Shape>;
  answer(services: Services, query: z.infer<z.ZodObject<Shape>>): Promise<Body | Refused>;
  /** What can be said all the same while no account can be reached. Left out: nothing. */
  answerUnreached?(unreached: Unreached, query: z.infer<z.ZodObject<Shape>>): Body;
};

/** The one door to what is known: what is asked is checked here, and what cannot be answered is a value. */
export function defineUseCase<Shape extends z.ZodRawShape, Body extends object>(
  definition: Definition<Shape, Body>,
): UseCase<Body> {
  return async (raw) => {
    const parsed = parseQuery(definition.query, raw);
    if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
    const loaded = await loadServices();
    if (!loaded.ok) {
      const { code, failure } = loaded;
      if (code === "history-not-available") return refuse(503, code, failure.message);
      const body = definition.answerUnreached?.(loaded, parsed.query);
      return body === undefined ? refuse(503, code, toUnreachedText(failure)) : { ok: true, body };
    }
    try {
      const answer = await definition.answer(loaded.services, parsed.query);
      return isRefused(answer) ? answer : { ok: true, body: answer };
    } catch (cause) {
      if (!isHistoryTrouble(cause)) throw cause;
      return refuse(503, "history-not-available", toPublicText(cause.message));
    }
  };
}

function isRefused(answer: object): answer is Refused {
  return "ok" in answer && answer.ok === false;
}

function toUnreachedText(failure: Failure): string {
  const { message, remedy } = toFailureView(failure);
  return `AWS cannot be read: ${message.replace(/\.?$/, ".")} ${remedy}`;
}
