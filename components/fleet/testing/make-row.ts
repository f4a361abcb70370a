import type { GroupRow } from "#lib/report/schema.ts";

/** A calm row, changed as told: for tests. */
export function makeRow(group: string, change: Partial<GroupRow> = {}): GroupRow {
  return {
    scope: { account: "111122223333", region: "us-east-1", application: "api", group },
    severity: "none",
    sentence: "Nothing found.",
    findings: [],
    instances: { desired: 2, inService: 2, members: 2, ghosts: 0, known: true, ghostsKnown: true },
    targetHealth: { counts: { healthy: 2 }, known: true },
    deployment: null,
    sources: [],
    ...change,
  };
}
