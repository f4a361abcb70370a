import { toCommand } from "#lib/rules/command-line.ts";
import { toGetDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { type Advice, type CheckContext, cite, defineRule, type Evidence } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

const meanings: Readonly<Record<string, string>> = {
  ELASTIC_LOAD_BALANCING_INVALID:
    "CodeDeploy could not use the load balancer that the deployment group names",
  ELB_INVALID_INSTANCE: "the load balancer does not take an instance of the deployment",
  MISSING_ELB_INFORMATION: "the deployment needs a load balancer, and the deployment group names none",
};

export const elbInvalid = defineRule({
  id: "elb-invalid",
  title: "The deployment group's load balancer cannot be used",
  severity: "warning",
  why: "The deployment group names target groups by name alone. Where one was deleted or renamed, or an instance is outside its VPC or its zones, CodeDeploy cannot take instances out of traffic or put them back, and the deployment fails. Every deployment after it fails alike until the setting or the target group is mended.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-load-balancer.html",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A target group that exists but fails its health checks: the deployment then waits in AllowTraffic and has no such code.",
    "A target group of another region or account: the deployment group names it, and it cannot be found there.",
  ],
  leadsTo: ["hook-abandoned-by-failed-deployment", "terminate-relaunch-loop", "rollback-cascade"],
  needs: ["codedeploy-deployments", "codedeploy-group"],
  check(facts, context) {
    const [group] = facts["deployment-group"];
    return toFailuresByCode(facts.deployment, Object.keys(meanings)).map((failure) =>
      toCodeFinding(failure, context, {
        means: `${meanings[failure.code.toUpperCase()] ?? "the load balancer cannot be used"}${toNamed(group)}`,
        disprovedBy:
          "A later deployment that gets through BlockTraffic and AllowTraffic with the same setting.",
        evidence: citeTargetGroups(group),
        advice: toAdvice(group, context),
      }),
    );
  },
});

type Group = FactRevision<"deployment-group"> | undefined;

function toNamed(group: Group): string {
  if (group === undefined) return "";
  const names = group.value.targetGroupNames;
  return names.length === 0 ? ". It names no target group now" : `. It names ${toWords(names)} now`;
}

function citeTargetGroups(group: Group): readonly Evidence[] {
  if (group === undefined) return [];
  const names = group.value.targetGroupNames.join(", ");
  return [cite(group, "loadBalancerInfo.targetGroupInfoList[].name", names === "" ? "none" : names)];
}

function toAdvice(group: Group, { scope }: CheckContext): readonly Advice[] {
  const names = group?.value.targetGroupNames ?? [];
  const look =
    names.length === 0
      ? { text: "See the deployment group's setting.", command: toGetDeploymentGroup(scope) }
      : {
          text: "Ask the load balancer for these target groups; an unknown name makes the call fail. Compare VPC and zones with the instances. It changes nothing.",
          command: toCommand(scope, ["elbv2", "describe-target-groups", "--names", ...names]),
        };
  return [
    look,
    {
      text: "Make the target group anew under the same name, or name the right one in the deployment group (Edit deployment group, Load balancer); then deploy again.",
    },
  ];
}
