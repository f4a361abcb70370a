import { toGetDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { cite, defineRule, type Evidence } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const bgConfigMissing = defineRule({
  id: "bg-config-missing",
  title: "The deployment group has no blue/green settings",
  severity: "warning",
  why: "The deployment was to be a blue/green one, but the deployment group does not say where the replacement instances come from or what becomes of the original ones. CodeDeploy fails it before it touches an instance, and so will the next one.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html"],
  thresholds: [recentThreshold],
  lookalikes: ["A group whose settings were completed since: the next deployment works."],
  leadsTo: ["rollback-cascade"],
  needs: ["codedeploy-deployments", "codedeploy-group"],
  check(facts, context) {
    const [group] = facts["deployment-group"];
    return toFailuresByCode(facts.deployment, ["MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION"]).map(
      (failure) =>
        toCodeFinding(failure, context, {
          means: "a blue/green deployment was asked for, and the deployment group lacks the settings for one",
          disprovedBy: "A later blue/green deployment that begins with the same settings.",
          evidence: citeSettings(group),
          advice: [
            {
              text: "See the group's blueGreenDeploymentConfiguration. It changes nothing.",
              command: toGetDeploymentGroup(context.scope),
            },
            {
              text: "Complete the settings (Edit deployment group, Blue/green), or make the group in-place again; then deploy again.",
            },
          ],
        }),
    );
  },
});

function citeSettings(group: FactRevision<"deployment-group"> | undefined): readonly Evidence[] {
  if (group === undefined) return [];
  const { deploymentType, greenProvisioning, blueTerminationAction } = group.value;
  return [
    cite(group, "deploymentStyle.deploymentType", deploymentType ?? "not set"),
    cite(
      group,
      "blueGreenDeploymentConfiguration.greenFleetProvisioningOption.action",
      greenProvisioning ?? "not set",
    ),
    cite(
      group,
      "blueGreenDeploymentConfiguration.terminateBlueInstancesOnDeploymentSuccess.action",
      blueTerminationAction ?? "not set",
    ),
  ];
}
