import { type Deployment, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { type Instant, minuteMs, toIso } from "#lib/domain/time.ts";
import { isBlueGreen } from "#lib/rules/blue-green/blue-green.ts";
import { contradictionMs } from "#lib/rules/contradiction.ts";
import { toGetDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { toSuspensionFailure } from "#lib/rules/deployment/suspension-words.ts";
import { toUpdateGroups } from "#lib/rules/hooks/hook-commands.ts";
import {
  type Advice,
  type CheckContext,
  cite,
  defineRule,
  type Evidence,
  type RuleFinding,
} from "#lib/rules/rule.ts";
import { toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** The last one stands on AWS's page of error codes, but in no API model. */
const codes = ["AUTO_SCALING_CONFIGURATION", "AUTOSCALING_VALIDATION_ERROR", "UNABLE_TO_SEND_ASG"];

/** By then the settings have been read once more. */
const settledAfterMs = 6 * minuteMs;

type Facts = FactsFrom<"codedeploy-deployments" | "codedeploy-group" | "autoscaling-groups">;

export const autoscalingConfigError = defineRule({
  id: "autoscaling-config-error",
  title: "The deployment group's Auto Scaling settings do not fit what is there",
  severity: "warning",
  why: "The deployment group names Auto Scaling groups and keeps a hook on each. Where one was deleted, renamed or replaced outside CodeDeploy, or the hook could not be set, deployments fail, and instances launched meanwhile get no deployment.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html",
  ],
  thresholds: [
    recentThreshold,
    {
      what: "A group that a blue/green deployment may have replaced is told of after its end",
      value: toDuration(settledAfterMs),
      reason:
        "The deployment group's settings are read every five minutes, and still name the group that was replaced.",
    },
    {
      what: "A group that is named and not there is sure",
      value: toDuration(contradictionMs),
      reason: "The two services are read one after the other, and a group may just be made anew.",
    },
  ],
  lookalikes: [
    "Infrastructure code that replaces the Auto Scaling group at this moment.",
    "Blue/green deployments, which put a copy of the group in its place under another name.",
  ],
  leadsTo: ["hook-missing", "no-instances-matched", "rollback-cascade"],
  needs: ["codedeploy-deployments", "codedeploy-group", "autoscaling-groups"],
  check(facts, context) {
    const [group] = facts["deployment-group"];
    const missing = group === undefined ? [] : toMissing(group, facts, context);
    const failed = facts.deployment.filter(({ value }) => !isAboutSuspension(value));
    const failures = toFailuresByCode(failed, codes).map((failure) =>
      toCodeFinding(failure, context, {
        means: `CodeDeploy could not work with the group's Auto Scaling settings${toMissingWords(missing)}`,
        disprovedBy: "A later deployment that succeeds with the same Auto Scaling groups.",
        evidence: [
          ...(group === undefined ? [] : [citeNames(group, missing)]),
          ...facts["auto-scaling-group"].flatMap(citeMade),
        ],
        advice: toAdvice(group, missing, context),
      }),
    );
    // The failed deployment already tells of the missing group.
    if (failures.length > 0 || group === undefined || missing.length === 0) return failures;
    return missing.map((name) => toMissingFinding({ group, name, missing }, context));
  },
});

/** That is in-place-suspend-failure, whatever the code. Deployments that succeeded are kept: they mend the others. */
function isAboutSuspension({ errorMessage }: Deployment): boolean {
  return toSuspensionFailure(errorMessage) !== undefined;
}

/** Names that a complete answer of Auto Scaling lacks, though it was asked for them. */
function toMissing(
  group: FactRevision<"deployment-group">,
  facts: Facts,
  { partial, now }: CheckContext,
): readonly string[] {
  if (partial.includes("autoscaling-groups")) return [];
  if (facts.deployment.some(({ value }) => mayBeReplacing(value, now))) return [];
  const there = new Set(facts["auto-scaling-group"].map(({ value }) => value.name));
  return group.value.autoScalingGroups.map(({ name }) => name).filter((name) => !there.has(name));
}

/** CodeDeploy itself puts another group in the place of the one that is named. */
function mayBeReplacing(deployment: Deployment, now: Instant): boolean {
  if (!isBlueGreen(deployment)) return false;
  const { completeTime } = deployment;
  return !isFinalDeployment(deployment) || completeTime === undefined || now - completeTime < settledAfterMs;
}

function toMissingWords(missing: readonly string[]): string {
  return missing.length === 0
    ? ""
    : `. It names ${toWords(missing)}, which Auto Scaling does not have in this account and region`;
}

function citeNames(group: FactRevision<"deployment-group">, missing: readonly string[]) {
  const names = group.value.autoScalingGroups.map(({ name }) => name).join(", ") || "none";
  const lacks =
    missing.length === 0 ? "" : `; DescribeAutoScalingGroups, asked for these, has no ${missing.join(", ")}`;
  return cite(group, "autoScalingGroups[].name", `${names}${lacks}`);
}

/** A group that was made anew under the old name has no hook of CodeDeploy. */
function citeMade(group: FactRevision<"auto-scaling-group">): readonly Evidence[] {
  const { createdTime } = group.value;
  return createdTime === undefined ? [] : [cite(group, "CreatedTime", toIso(createdTime))];
}

type Missing = {
  readonly group: FactRevision<"deployment-group">;
  readonly name: string;
  /** All that are missing, this one included. */
  readonly missing: readonly string[];
};

function toMissingFinding({ group, name, missing }: Missing, context: CheckContext): RuleFinding {
  const lasts = context.now - group.since >= contradictionMs;
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: lasts ? "corroborated" : "suspected",
    severity: lasts ? "warning" : "info",
    since: group.since,
    summary: `${group.value.name} deploys to ${name}, but Auto Scaling has no such group in this account and region. Deployments to it fail or find no instances.`,
    evidence: [citeNames(group, [name])],
    disprovedBy: `DescribeAutoScalingGroups returning ${name}.`,
    advice: toAdvice(group, missing, context),
  };
}

function toAdvice(
  group: FactRevision<"deployment-group"> | undefined,
  missing: readonly string[],
  { scope }: CheckContext,
): readonly Advice[] {
  const look = {
    text: "See which Auto Scaling groups and hooks the deployment group names. It changes nothing.",
    command: toGetDeploymentGroup(scope),
  };
  if (group === undefined) return [look];
  const names = group.value.autoScalingGroups.map(({ name }) => name);
  const kept = names.filter((name) => !missing.includes(name));
  if (missing.length > 0) {
    return [
      look,
      {
        text: `Name the Auto Scaling groups that are meant: this takes ${toWords(missing)} out and keeps the rest. Add the new group's name, if it has one.`,
        command: toUpdateGroups(group.value, kept, scope),
      },
    ];
  }
  return [
    look,
    {
      text: "Take the Auto Scaling groups out of the deployment group, so that CodeDeploy removes its hooks. Only while nothing launches: waiting instances are cancelled, running deployments may fail, and new instances come up without the application until the next step.",
      command: toUpdateGroups(group.value, [], scope),
    },
    {
      text: "Add them again at once; CodeDeploy makes new hooks. Then deploy again.",
      command: toUpdateGroups(group.value, names, scope),
    },
  ];
}
