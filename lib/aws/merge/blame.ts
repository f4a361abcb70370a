import type { Blame, Merge } from "#lib/aws/merge/define-merge.ts";
import type { Failure } from "#lib/domain/failure.ts";

export function toBlame({ kind }: Failure, { reach, denied }: Pick<Merge, "reach" | "denied">): Blame {
  switch (kind) {
    case "denied":
      return denied;
    case "rejected":
    case "not-found":
    case "too-large":
      return reach === "named" ? "somebody" : "merging";
    case "timeout":
      // m:autoscaling: account-wide listings may be slow, or time out.
      return reach === "named" ? "everybody" : "merging";
    case "not-supported":
    case "bad-response":
      return "merging";
    default:
      return "everybody";
  }
}
