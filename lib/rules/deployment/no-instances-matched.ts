import { hasTagRules } from "#lib/domain/matching.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import { type Advice, type CheckContext, cite, defineRule } from "#lib/rules/rule.ts";
import { toCount, toWords } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

export const noInstancesMatched = defineRule({
  id: "no-instances-matched",
  title: "The deployment found no instance to deploy to",
  severity: "warning",
  why: "CodeDeploy looked for instances by the group's Auto Scaling groups and tags and found none that it may deploy to. A deployment to the whole group needs at least one member that is InService; those that are still launching do not count.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "Instances that came into service after the deployment had begun: they are healthy, the error stands, and deploying again is all there is to do.",
    "A group that somebody has set to zero instances on purpose has nothing to deploy to; that is info.",
  ],
  needs: ["codedeploy-group", "codedeploy-deployments", "autoscaling-groups"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, ["NO_INSTANCES"]).map((failure) => {
      const fleet = toFleet(facts, context);
      return toCodeFinding(failure, context, {
        means: `CodeDeploy found no instance for the deployment group. ${toFleetWords(fleet)}`,
        ...(isEmptyOnPurpose(fleet) ? { severity: "info" } : {}),
        disprovedBy: "CodeDeploy listing targets for this deployment.",
        evidence: [
          ...fleet.groups.map((group) => cite(group, "DesiredCapacity", String(group.value.desiredCapacity))),
          ...fleet.inService.slice(0, 3).map((member) => cite(member, "LifecycleState", "InService")),
        ],
        advice: toAdvice(fleet, context),
      });
    });
  },
});

type Facts = Pick<AllFacts, "deployment-group" | "auto-scaling-group" | "member">;

/** What the deployment group can deploy to by its Auto Scaling groups, as it is now. */
type Fleet = {
  readonly names: readonly string[];
  readonly groups: readonly FactRevision<"auto-scaling-group">[];
  readonly inService: readonly FactRevision<"member">[];
  readonly hasTags: boolean;
  readonly isComplete: boolean;
};

function toFleet(facts: Facts, { partial }: CheckContext): Fleet {
  const group = facts["deployment-group"][0]?.value;
  const names = (group?.autoScalingGroups ?? []).map(({ name }) => name);
  return {
    names,
    groups: facts["auto-scaling-group"].filter(({ value }) => names.includes(value.name)),
    inService: facts.member.filter(
      ({ value }) => names.includes(value.group) && value.lifecycleState === "InService",
    ),
    hasTags: group !== undefined && hasTagRules(group),
    isComplete: group !== undefined && partial.length === 0,
  };
}

function toFleetWords({ names, groups, inService, hasTags, isComplete }: Fleet): string {
  const tags = hasTags ? "; its tag rules are not counted here" : "";
  if (inService.length > 0)
    return `Now ${toCount(inService.length, "member")} of ${toWords(names)} ${inService.length === 1 ? "is" : "are"} InService${tags}: deploying again should find ${inService.length === 1 ? "it" : "them"}`;
  if (!isComplete) return "What is in service now was read only in part";
  if (names.length === 0)
    return hasTags
      ? "The deployment group names no Auto Scaling group and matches by tags alone"
      : "The deployment group names neither an Auto Scaling group nor tags";
  const missing = names.filter((name) => !groups.some(({ value }) => value.name === name));
  if (missing.length > 0) return `Auto Scaling has no group named ${toWords(missing)}${tags}`;
  return `No member of ${toWords(names)} is InService now${tags}`;
}

function isEmptyOnPurpose({ names, groups, hasTags, isComplete }: Fleet): boolean {
  if (!isComplete || hasTags || names.length === 0 || groups.length < names.length) return false;
  return groups.every(({ value }) => value.desiredCapacity === 0);
}

function toAdvice({ names }: Fleet, { scope }: CheckContext): readonly Advice[] {
  const command = toCommand(scope, [
    "autoscaling",
    "describe-auto-scaling-groups",
    "--auto-scaling-group-names",
    ...names,
  ]);
  return [
    ...(names.length === 0
      ? []
      : [
          { text: "Look at the groups' members and how many they are to have; it changes nothing.", command },
        ]),
    {
      text: "Correct the group's tags or its Auto Scaling groups where they do not name what they should, or bring at least one instance into service.",
    },
    toRedeployAdvice(scope),
  ];
}
