import type { DeploymentConfig } from "#lib/domain/code-deploy.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import {
  type CodeFailure,
  recentThreshold,
  toCodeFinding,
  toFailuresByCode,
} from "#lib/rules/deployment/failed-with-code.ts";
import { type Advice, type CheckContext, cite, defineRule } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const healthConstraintsInvalid = defineRule({
  id: "health-constraints-invalid",
  title: "The deployment may take no instance out of service, so it cannot begin",
  severity: "warning",
  why: "The deployment configuration asks for at least as many healthy instances as there are. CodeDeploy could not work on a single one and refuses to begin. Percentages are rounded up: with one instance, any percentage above zero asks for that one. The same deployment passes on a larger fleet.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "The fleet may only have been short of healthy instances for a moment: instances that failed their last deployment do not count as healthy.",
  ],
  leadsTo: ["rollback-cascade"],
  needs: ["codedeploy-group", "codedeploy-deployments"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, ["HEALTH_CONSTRAINTS_INVALID"]).map((failure) => {
      const config = facts["deployment-config"].find(
        ({ value }) => value.name === failure.newest.value.configName,
      );
      return toCodeFinding(failure, context, {
        means: `${toConfigWords(failure, config)} as there are, so none can be deployed to`,
        disprovedBy: "A deployment with the same configuration and as many instances that begins.",
        evidence: config === undefined ? [] : citeConfig(config),
        advice: toAdvice(failure, context),
      });
    });
  },
});

function toConfigWords(
  { newest }: CodeFailure,
  config: FactRevision<"deployment-config"> | undefined,
): string {
  const name = newest.value.configName ?? "its configuration";
  const minimum = config === undefined ? undefined : toMinimum(config.value);
  const wants = minimum === undefined ? "" : ` (at least ${minimum})`;
  return `${name}${wants} asks for at least as many healthy instances`;
}

/** Types that AWS may add later are shown as they are. */
function toMinimum({ minimumHealthyType, minimumHealthyValue }: DeploymentConfig): string | undefined {
  if (minimumHealthyValue === undefined) return undefined;
  if (minimumHealthyType === "FLEET_PERCENT") return `${minimumHealthyValue} %`;
  return minimumHealthyType === "HOST_COUNT"
    ? `${minimumHealthyValue} healthy`
    : `${minimumHealthyType ?? ""} ${minimumHealthyValue}`.trim();
}

function citeConfig(config: FactRevision<"deployment-config">) {
  const { minimumHealthyType, minimumHealthyValue } = config.value;
  return [
    ...(minimumHealthyType === undefined
      ? []
      : [cite(config, "minimumHealthyHosts.type", minimumHealthyType)]),
    ...(minimumHealthyValue === undefined
      ? []
      : [cite(config, "minimumHealthyHosts.value", String(minimumHealthyValue))]),
  ];
}

function toAdvice({ newest }: CodeFailure, { scope }: CheckContext): readonly Advice[] {
  const { configName } = newest.value;
  const look = {
    text: "Look at what the configuration asks for; it changes nothing.",
    command: toCommand(scope, [
      "deploy",
      "get-deployment-config",
      "--deployment-config-name",
      configName ?? "",
    ]),
  };
  return [
    ...(configName === undefined ? [] : [look]),
    {
      text: "Bring more instances into service, or deploy with a configuration that leaves at least one to work on; with a single instance that means a time without service.",
    },
  ];
}
