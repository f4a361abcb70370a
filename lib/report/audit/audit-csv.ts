import type { Audit, AuditRow } from "#lib/report/schema.ts";

const columns: Readonly<Record<string, (row: AuditRow) => string>> = {
  severity: (row) => row.severity,
  account: (row) => row.account,
  region: (row) => row.region,
  auto_scaling_group: (row) => row.autoScalingGroup ?? "",
  deployment_groups: (row) =>
    row.groups.map(({ application, group }) => `${application}/${group}`).join("; "),
  rules: (row) => row.rules.map(({ id }) => id).join("; "),
  verdict: (row) => row.verdict ?? "",
  what: (row) => row.what,
  since: (row) => row.since ?? "",
  seen_since: (row) => row.seenSince ?? "",
  hook: (row) => row.hook?.name ?? "",
  hook_transition: (row) => row.hook?.transition ?? "",
  hook_owner: (row) => row.hook?.owner ?? "",
  heartbeat_timeout_seconds: (row) => `${row.hook?.heartbeatTimeoutSeconds ?? ""}`,
  default_result: (row) => row.hook?.defaultResult ?? "",
  evidence: (row) => row.evidence.map(toEvidenceText).join("\n"),
  advice: (row) => row.advice.map(({ text }) => text).join("\n"),
  commands: (row) => row.advice.flatMap(({ command }) => command ?? []).join("\n"),
};

/** The rows as RFC 4180: a line of names, then a line for each row. */
export function toAuditCsv({ rows }: Pick<Audit, "rows">): string {
  const lines = [
    Object.keys(columns),
    ...rows.map((row) => Object.values(columns).map((toText) => toText(row))),
  ];
  return lines.map((fields) => `${fields.map(toField).join(",")}\r\n`).join("");
}

function toEvidenceText({ operation, entity, field, value, readAt }: AuditRow["evidence"][number]): string {
  return `${operation} ${entity} ${field}=${value} (read ${readAt})`;
}

/** A spreadsheet runs a cell that begins like a formula: an apostrophe in front makes it text. */
function toField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
