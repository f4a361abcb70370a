import { toCommand } from "#lib/rules/command-line.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { type Advice, type CheckContext, cite, defineRule, type Evidence } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

const meanings: Readonly<Record<string, string>> = {
  IAM_ROLE_MISSING: "the service role does not exist, or CodeDeploy may not assume it",
  IAM_ROLE_PERMISSIONS: "the service role lacks permissions that CodeDeploy needs",
  AUTO_SCALING_IAM_ROLE_PERMISSIONS: "the service role lacks permissions for Auto Scaling",
};

export const serviceRoleProblem = defineRule({
  id: "service-role-problem",
  title: "CodeDeploy's service role is missing or lacks permissions",
  severity: "warning",
  why: "CodeDeploy does everything in the account through the deployment group's service role: it finds instances, sets lifecycle hooks, answers them, and moves traffic. Without the role nothing of that works, and launches wait for a hook that CodeDeploy cannot answer. It happens where a role was deleted with a stack, or its policy or trust was changed.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-general.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A role that exists but does not trust codedeploy.amazonaws.com: it looks like one that is missing.",
    "A role that was made moments before: IAM takes a while until everybody knows it.",
    "Blue/green with a launch template: the managed policy AWSCodeDeployRole alone is not enough there.",
  ],
  leadsTo: [
    "hook-heartbeat-timeout",
    "hook-missing",
    "hook-stuck-pending-wait",
    "in-place-suspend-failure",
    "rollback-cascade",
  ],
  needs: ["codedeploy-deployments", "codedeploy-group"],
  check(facts, context) {
    const [group] = facts["deployment-group"];
    return toFailuresByCode(facts.deployment, Object.keys(meanings)).map((failure) =>
      toCodeFinding(failure, context, {
        means: meanings[failure.code.toUpperCase()] ?? "the service role cannot be used",
        disprovedBy: "A later deployment that succeeds with the same service role.",
        evidence: citeRole(group),
        advice: toAdvice(group, context),
      }),
    );
  },
});

type Group = FactRevision<"deployment-group"> | undefined;
type Role = { readonly partition: string; readonly name: string };

function citeRole(group: Group): readonly Evidence[] {
  const arn = group?.value.serviceRoleArn;
  return group === undefined || arn === undefined ? [] : [cite(group, "serviceRoleArn", arn)];
}

/** `arn:<partition>:iam::<account>:role/<path>/<name>`. */
function parseRole(arn: string | undefined): Role | undefined {
  const [, partition, name] = /^arn:([a-z-]{1,20}):iam::\d+:role\/(?:.*\/)?([^/]+)$/.exec(arn ?? "") ?? [];
  return partition === undefined || name === undefined ? undefined : { partition, name };
}

function toAdvice(group: Group, { scope }: CheckContext): readonly Advice[] {
  const role = parseRole(group?.value.serviceRoleArn);
  const copies = group?.value.greenProvisioning === "COPY_AUTO_SCALING_GROUP";
  const extra =
    "Blue/green that copies the Auto Scaling group needs more where the group has a launch template: ec2:RunInstances, ec2:CreateTags and iam:PassRole.";
  const then = { text: `Deploy again once the role is right.${copies ? ` ${extra}` : ""}` };
  if (role === undefined) {
    return [{ text: "Give the deployment group a service role that trusts codedeploy.amazonaws.com." }, then];
  }
  const named = ["--role-name", role.name];
  return [
    {
      text: "Does the role exist, and does it trust codedeploy.amazonaws.com? It changes nothing.",
      command: toCommand(scope, ["iam", "get-role", ...named]),
    },
    {
      text: "Which policies has it? It changes nothing.",
      command: toCommand(scope, ["iam", "list-attached-role-policies", ...named]),
    },
    {
      text: "Attach AWS's own policy for the service role, if it is missing. It widens what CodeDeploy may do; detach-role-policy takes it back.",
      command: toCommand(scope, [
        "iam",
        "attach-role-policy",
        ...named,
        "--policy-arn",
        `arn:${role.partition}:iam::aws:policy/service-role/AWSCodeDeployRole`,
      ]),
    },
    then,
  ];
}
