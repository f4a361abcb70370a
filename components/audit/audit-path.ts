/** What the reader of the audit chose; every part stands in the URL. */
export type AuditChoice = {
  readonly at: string | undefined;
  readonly severity: string | undefined;
  readonly text: string;
};

export function toAuditPath(choice: AuditChoice, more: Readonly<Record<string, string>> = {}): string {
  return toPath("/audit", choice, more);
}

/** The same rows as a file. */
export function toAuditFilePath(choice: AuditChoice, format: "csv" | "json"): string {
  return toPath("/api/audit", choice, { format });
}

function toPath(path: string, choice: AuditChoice, more: Readonly<Record<string, string>>): string {
  const { at = "", severity = "", text } = choice;
  const parts = Object.entries({ at, severity, q: text, ...more }).filter(([, value]) => value !== "");
  const query = new URLSearchParams(parts).toString();
  return query === "" ? path : `${path}?${query}`;
}
