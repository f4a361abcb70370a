import { type Instant, toIso } from "#lib/domain/time.ts";

/** `2026-01-31T12:34:56Z`, as Auto Scaling writes times into causes and suspension reasons. */
export function toAwsIso(instant: Instant): string {
  return `${toIso(instant).slice(0, 19)}Z`;
}

/** `2026-01-31 12:34:56 GMT`, as EC2 writes it into StateTransitionReason. */
export function toEc2Time(instant: Instant): string {
  return `${toIso(instant).slice(0, 19).replace("T", " ")} GMT`;
}
