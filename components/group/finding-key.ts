type Keyed = { readonly rule: string; readonly subject: { readonly id: string } };

/** Names one finding in URLs: its rule and what it is about. */
export function toFindingKey(finding: Keyed): string {
  return `${finding.rule}:${finding.subject.id}`;
}

/** The finding a URL names: exactly, or by its rule alone (then the first, which is the gravest). */
export function findByKey<Found extends Keyed>(
  findings: readonly Found[],
  key: string | null | undefined,
): Found | undefined {
  if (key === null || key === undefined) return undefined;
  return (
    findings.find((finding) => toFindingKey(finding) === key) ??
    findings.find((finding) => finding.rule === key)
  );
}
