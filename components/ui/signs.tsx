import type { GroupSeverity, Tone, Verdict } from "#lib/report/schema.ts";

const severityWords = {
  critical: "Critical",
  warning: "Warning",
  unknown: "Cannot tell",
  info: "Notice",
  none: "Nothing found",
} as const satisfies Record<GroupSeverity, string>;

const severityTones = {
  critical: "bad",
  warning: "waiting",
  unknown: "unknown",
  info: "busy",
  none: "good",
} as const satisfies Record<GroupSeverity, Tone>;

/** Each severity has a shape of its own, so that it reads without colour. */
const severityShapes = {
  critical: <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5Z" />,
  warning: <path d="M8 1 15.4 14.6H.6Z" />,
  unknown: (
    <path d="M8 2 14 8 8 14 2 8Z" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3 2" />
  ),
  info: <circle cx="8" cy="8" r="5" />,
  none: <path d="m3 8.5 3.5 3.5L13 4.5" fill="none" stroke="currentColor" strokeWidth="2.2" />,
} as const satisfies Record<GroupSeverity, React.ReactNode>;

export function SeverityShape({ severity }: { readonly severity: GroupSeverity }) {
  return (
    <svg data-tone={severityTones[severity]} className="sign-shape" viewBox="0 0 16 16" aria-hidden="true">
      {severityShapes[severity]}
    </svg>
  );
}

export function SeveritySign({ severity }: { readonly severity: GroupSeverity }) {
  return (
    <span data-tone={severityTones[severity]} className="sign">
      <SeverityShape severity={severity} />
      {severityWords[severity]}
    </span>
  );
}

export function toSeverityTone(severity: GroupSeverity): Tone {
  return severityTones[severity];
}

export function toSeverityWord(severity: GroupSeverity): string {
  return severityWords[severity];
}

export function toVerdictWord(verdict: Verdict): string {
  return verdict === "cannot-tell" ? "cannot tell" : verdict;
}

/** A state with its word and its shade. */
export function StateChip({ tone, children }: { readonly tone: Tone; readonly children: React.ReactNode }) {
  return (
    <span data-tone={tone} className="chip">
      {children}
    </span>
  );
}
