import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import type { Place } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import type { Advice } from "#lib/rules/rule.ts";

/** Deploys the group's target revision to the whole group, where that can be written as a command. */
export function toCreateDeployment(group: DeploymentGroup, place: Pick<Place, "region">): Advice {
  const names = ["--application-name", group.application];
  const label = group.targetRevision?.label ?? "";
  const revision = toRevisionWords(label);
  if (revision === undefined) {
    return {
      text: "Then deploy to the whole group again, by the pipeline or with create-deployment. This shows the revision that the group is set to; it changes nothing.",
      command: toCommand(place, [
        "deploy",
        "get-deployment-group",
        ...names,
        "--deployment-group-name",
        group.name,
      ]),
    };
  }
  return {
    text: `Then deploy to the whole group, so that instances without the application get it. ${label} is the revision that the group is set to: check that it is the one you want, or release from the pipeline.`,
    command: toCommand(place, [
      "deploy",
      "create-deployment",
      ...names,
      "--deployment-group-name",
      group.name,
      ...revision,
    ]),
  };
}

/** CodeDeploy's CLI shorthand. Undefined where a name holds what the shorthand cannot, or the bundle's type is not in its name. */
export function toRevisionWords(label: string): readonly string[] | undefined {
  const s3 = /^s3:\/\/([\w.-]+)\/([\w./-]+\.(zip|tar|tgz))$/.exec(label);
  if (s3) return ["--s3-location", `bucket=${s3[1]},key=${s3[2]},bundleType=${s3[3]}`];
  const gitHub = /^github: ([\w./-]+)@([0-9a-f]{7,64})$/.exec(label);
  if (gitHub) return ["--github-location", `repository=${gitHub[1]},commitId=${gitHub[2]}`];
  return undefined;
}
