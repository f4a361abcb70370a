/**
 * Everything that can keep a source from being read. Kept open by `rejected`: AWS refused for another reason.
 * `defect`: a fault of ours, of which AWS knows nothing.
 */
export const failureKinds = [
  "no-credentials",
  "expired",
  "denied",
  "throttled",
  "not-found",
  "not-supported",
  "unreachable",
  "timeout",
  "bad-response",
  "too-large",
  "server",
  "cancelled",
  "rejected",
  "defect",
] as const;
export type FailureKind = (typeof failureKinds)[number];

/**
 * A failure as a value that reaches the page. `operation` is e.g. "codedeploy:ListDeployments", or the source's id where
 * the fault is ours.
 */
export type Failure = {
  readonly kind: FailureKind;
  readonly operation: string;
  /** AWS's own error code, or the name of the transport error. */
  readonly code: string;
  readonly message: string;
  /** The IAM action that is missing, where the kind is `denied`. */
  readonly missingAction?: string;
  readonly attempts?: number;
};
