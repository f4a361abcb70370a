import * as z from "zod/mini";
import { Changes, FactsAt, Fleet, Found, Report, SeverityStrip, Trouble } from "#lib/report/schema.ts";

/** The server's answers by name; undefined where a body has another shape. Loaded only when first needed: it is heavy. */
export type Bodies = {
  readonly report: Report;
  readonly fleet: Fleet;
  readonly severity: SeverityStrip;
  readonly found: Found;
  readonly facts: FactsAt;
  readonly changes: Changes;
  readonly trouble: Trouble;
};

const schemas = {
  report: Report,
  fleet: Fleet,
  severity: SeverityStrip,
  found: Found,
  facts: FactsAt,
  changes: Changes,
  trouble: Trouble,
} as const;

export function parseBody<Name extends keyof Bodies>(name: Name, body: unknown): Bodies[Name] | undefined {
  const parsed = z.safeParse(schemas[name], body);
  return parsed.success ? toNamed(parsed.data) : undefined;
}

/** The schema was chosen by the same name, which the compiler does not follow through the record. */
function toNamed<Name extends keyof Bodies>(data: unknown): Bodies[Name] {
  return data as Bodies[Name];
}
