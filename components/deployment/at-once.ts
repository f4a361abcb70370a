import type { DeploymentView } from "#lib/report/schema.ts";

/** What CodeDeploy documents of its own configurations for servers (CD:deployment-configurations). */
const documented: Readonly<Record<string, string>> = {
  "CodeDeployDefault.OneAtATime": "works on one instance at a time",
  "CodeDeployDefault.HalfAtATime": "works on up to half of the instances at a time",
  "CodeDeployDefault.AllAtOnce": "works on as many instances at once as possible",
};

/** How many targets the deployment's configuration lets CodeDeploy work on at a time, in a sentence. */
export function toAtOnceSentence(
  { configName, minimumHealthy }: Pick<DeploymentView, "configName" | "minimumHealthy">,
  targets: number,
): string {
  if (configName === null) return "Which configuration it was made with was not read.";
  const own = documented[configName];
  if (own !== undefined) return `${configName} ${own}.`;
  if (minimumHealthy === undefined)
    return `How many instances ${configName} keeps healthy was not read: only the group's own configuration is.`;
  const { type, value } = minimumHealthy;
  if (type !== "HOST_COUNT" && type !== "FLEET_PERCENT")
    return `${configName} keeps healthy: ${type} ${value}.`;
  // Percentages are rounded up to a whole instance (CD:error-codes).
  const kept = type === "HOST_COUNT" ? value : Math.ceil((targets * value) / 100);
  const words = type === "HOST_COUNT" ? `${value}` : `${value} % (${kept} of ${targets})`;
  const most = targets - kept;
  const limit = most > 0 ? `at most ${most} at a time` : "none can be taken out of service";
  return `${configName} keeps at least ${words} healthy: of ${targets} targets, ${limit}.`;
}
