import * as z from "zod";
import { hourMs, type Instant, parseInstant, secondMs, toInstant, toIso } from "#lib/domain/time.ts";

/** As it stands in an address: by name, a list where a name stands there more than once. */
export type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

export type ParsedQuery<Query> =
  | { readonly ok: true; readonly query: Query }
  | { readonly ok: false; readonly message: string };

/** What an address asks. A name without a value counts as left out; the first thing wrong is said, with what is allowed. */
export function parseQuery<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  raw: RawQuery,
): ParsedQuery<z.infer<z.ZodObject<Shape>>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => (isBlank(raw[name]) ? [] : [[name, raw[name]]])),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, query: parsed.data };
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? "");
  return { ok: false, message: toMessage(name, given[name], issue?.message ?? "is not allowed") };
}

function isBlank(value: RawQuery[string]): boolean {
  return value === undefined || value === "" || value.length === 0;
}

/** No more of a value than tells which it was. */
const mostShown = 50;

function toMessage(name: string, value: RawQuery[string], rule: string): string {
  if (value === undefined) return `${name} is missing: ${rule}`;
  if (typeof value !== "string") return `${name} is given ${value.length} times: once is allowed`;
  const shown = value.length > mostShown ? `${value.slice(0, mostShown)}…` : value;
  return `${name}=${shown} ${rule}`;
}

const howToWrite = "write ISO 8601 with a zone, e.g. 2026-03-04T14:00:00Z";

/** ISO 8601 with a zone, on a day that exists. */
export const Moment = z.iso
  .datetime({
    offset: true,
    error: ({ input }) => (input === undefined ? howToWrite : `is no time: ${howToWrite}`),
  })
  .transform((text, context): Instant => {
    const instant = parseInstant(text);
    if (instant !== undefined) return instant;
    context.addIssue({ code: "custom", message: `is no time: ${howToWrite}` });
    return z.NEVER;
  });

/** A moment that has been. */
export const PastMoment = Moment.refine((instant) => instant <= Date.now(), { error: saysAhead });

/**
 * The moment that a page shows. Nobody points at milliseconds, and each moment is judged anew: a moment within a second
 * means the end of that second, so that it still shows all that the second brought.
 */
export const ShownMoment = Moment.transform((instant) => toInstant(Math.ceil(instant / secondMs) * secondMs))
  .refine((instant) => instant < Date.now() + secondMs, { error: saysAhead })
  .transform((instant) => toInstant(Math.min(instant, Date.now())));

function saysAhead(): string {
  return `lies in the future: it is ${toIso(toInstant(Date.now()))} now`;
}

/** What stands in the path of everything about one deployment group. */
export const scopeShape = {
  account: z.string(),
  region: z.string(),
  application: z.string(),
  group: z.string(),
} as const;

export const AtQuery = z.object({ at: ShownMoment.optional() });

/** As far back as activities are read and history is kept. */
export const longestWindowMs = 6 * hourMs;

/** Without `from`, the report decides where its timeline begins. */
export type TimeWindow = { readonly at: Instant; readonly from?: Instant; readonly to: Instant };

export type TimeQuery = {
  readonly at?: Instant | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
};

/** `at`, `from` and `to` as a window: in order, at most six hours long, up to now where nothing is said. */
export function toWindow({ at: asked, from, to: end }: TimeQuery, now: Instant): TimeWindow {
  const at = asked ?? now;
  const to = end ?? at;
  return from === undefined ? { at, to } : { at, from, to };
}

/** Why there is no such window; undefined where there is. */
export function findWindowTrouble({ from, to }: TimeWindow): string | undefined {
  if (from === undefined) return undefined;
  if (from >= to) return `from=${toIso(from)} must lie before to=${toIso(to)}`;
  if (to - from <= longestWindowMs) return undefined;
  return `from=${toIso(from)} to=${toIso(to)} is longer than 6 hours, the longest window`;
}
