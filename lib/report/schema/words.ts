import * as z from "zod/mini";

/** ISO 8601, UTC. */
export const Iso = z.string();
export const Nullable = <Schema extends z.ZodMiniType>(schema: Schema) => z.nullable(schema);

export const Severity = z.enum(["critical", "warning", "info"]);
export type Severity = z.infer<typeof Severity>;
export const Verdict = z.enum(["proved", "corroborated", "suspected", "cannot-tell"]);
export type Verdict = z.infer<typeof Verdict>;
export const Tone = z.enum(["good", "busy", "waiting", "bad", "gone", "idle", "unknown"]);
export type Tone = z.infer<typeof Tone>;

export const ScopeView = z.object({
  account: z.string(),
  region: z.string(),
  application: z.string(),
  group: z.string(),
});
export type ScopeView = z.infer<typeof ScopeView>;

export const Subject = z.object({ kind: z.string(), id: z.string() });
export const Evidence = z.object({
  source: z.string(),
  operation: z.string(),
  entity: z.string(),
  field: z.string(),
  value: z.string(),
  readAt: Iso,
});
export type Evidence = z.infer<typeof Evidence>;
export const Advice = z.object({ text: z.string(), command: z.optional(z.string()) });
export type Advice = z.infer<typeof Advice>;
