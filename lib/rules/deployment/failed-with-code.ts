import type { Deployment } from "#lib/domain/code-deploy.ts";
import { hourMs, type Instant } from "#lib/domain/time.ts";
import { isUnsuccessful, toAftermath } from "#lib/rules/deployment/last-success.ts";
import { toGetDeployment } from "#lib/rules/hooks/hook-commands.ts";
import {
  type Advice,
  type CheckContext,
  cite,
  type Evidence,
  type RuleFinding,
  type Severity,
  type Threshold,
} from "#lib/rules/rule.ts";
import { toClock, toCount, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** A failure older than this is history: still shown, no longer a warning. */
const recentMs = 24 * hourMs;

export const recentThreshold: Threshold = {
  what: "A failure counts as recent for",
  value: toDuration(recentMs),
  reason: "What failed a day ago and was left so is known by now; it is still shown, as info.",
};

/** Deployments that ended alike, with nothing since that mended it. */
export type CodeFailure = {
  /** `errorInformation.code` as AWS sent it. */
  readonly code: string;
  readonly newest: FactRevision<"deployment">;
  readonly earlier: readonly FactRevision<"deployment">[];
  /** A rollback succeeded since: the fleet runs what it ran before. */
  readonly rolledBack: boolean;
};

export type CodeWords = {
  /** Follows `d-… failed at … with CODE: `. A clause without a full stop, or several sentences of which the last has none. */
  readonly means: string;
  readonly disprovedBy: string;
  /** After the look at the deployment, which comes first by itself. */
  readonly advice: readonly Advice[];
  /** Beside the deployment's own status, code and message. */
  readonly evidence?: readonly Evidence[];
  /** Where it is recent and stands; old and rolled-back failures are info whatever this says. */
  readonly severity?: Severity;
};

/** The failures with one of these codes, one per code. Codes are an open set and compared without regard to case. */
export function toFailuresByCode(
  deployments: readonly FactRevision<"deployment">[],
  codes: readonly string[],
): readonly CodeFailure[] {
  const wanted = new Set(codes.map((code) => code.toUpperCase()));
  const failed = deployments.filter(
    ({ value }) => isUnsuccessful(value) && wanted.has((value.errorCode ?? "").toUpperCase()),
  );
  const standing = failed
    .map((deployment) => ({ deployment, aftermath: toAftermath(deployment.value, deployments) }))
    .filter(({ aftermath }) => aftermath !== "mended")
    .sort((a, b) => (b.deployment.value.createTime ?? 0) - (a.deployment.value.createTime ?? 0));
  const byCode = groupBy(standing, ({ deployment }) => deployment.value.errorCode ?? "");
  return [...byCode].flatMap(([code, [newest, ...earlier]]) => {
    if (newest === undefined) return [];
    return [
      {
        code,
        newest: newest.deployment,
        earlier: earlier.map(({ deployment }) => deployment),
        rolledBack: newest.aftermath === "rolled-back",
      },
    ];
  });
}

/** What CodeDeploy itself says of a deployment's end, in a rule's words. Proved: the code is a field of AWS. */
export function toCodeFinding(failure: CodeFailure, context: CheckContext, words: CodeWords): RuleFinding {
  const { newest, code } = failure;
  const at = toEnd(newest.value);
  const severity = toFailureSeverity({ at, rolledBack: failure.rolledBack }, context, words.severity);
  return {
    subject: { kind: "deployment", id: newest.value.id },
    verdict: "proved",
    ...(severity === undefined ? {} : { severity }),
    since: at,
    summary: `${toEndWords(newest.value, context.now)} with ${code}: ${words.means}.${toSequelWords(failure)}`,
    evidence: [...citeEnd(newest), ...citeEarlier(failure), ...(words.evidence ?? [])],
    disprovedBy: words.disprovedBy,
    advice: [
      {
        text: `Look first: what CodeDeploy says about ${newest.value.id} as a whole. It changes nothing.`,
        command: toGetDeployment(newest.value.id, context.scope),
      },
      ...words.advice,
    ],
  };
}

/** Old and rolled-back failures explain, and nobody has to act on them; `usual` holds for the others. */
export function toFailureSeverity(
  { at, rolledBack }: { readonly at: Instant | undefined; readonly rolledBack: boolean },
  { now }: CheckContext,
  usual: Severity | undefined,
): Severity | undefined {
  return rolledBack || (at !== undefined && now - at > recentMs) ? "info" : usual;
}

/** When a deployment ended, as well as AWS says. */
export function toEnd({ completeTime, startTime, createTime }: Deployment): Instant | undefined {
  return completeTime ?? startTime ?? createTime;
}

/** `d-7QK2 failed at 14:17:10 UTC`. */
export function toEndWords(deployment: Deployment, now: Instant): string {
  const verb = deployment.status === "Stopped" ? "was stopped" : "failed";
  const at = toEnd(deployment);
  return `${deployment.id} ${verb}${at === undefined ? "" : ` at ${toClock(at, now)}`}`;
}

/** The deployment's own status, code and message. */
export function citeEnd(deployment: FactRevision<"deployment">): readonly Evidence[] {
  const { status, errorCode, errorMessage } = deployment.value;
  return [
    cite(deployment, "status", status),
    ...(errorCode ? [cite(deployment, "errorInformation.code", errorCode)] : []),
    ...(errorMessage ? [cite(deployment, "errorInformation.message", errorMessage)] : []),
  ];
}

const earlierCited = 4;

function citeEarlier({ earlier, code }: CodeFailure): readonly Evidence[] {
  return earlier
    .slice(0, earlierCited)
    .map((deployment) => cite(deployment, "errorInformation.code", deployment.value.errorCode ?? code));
}

function toSequelWords({ earlier, rolledBack }: CodeFailure): string {
  const count = earlier.length;
  const before = count === 0 ? "" : ` The same happened in ${toCount(count, "earlier deployment")}.`;
  return `${before}${rolledBack ? " A rollback has succeeded since." : ""}`;
}
