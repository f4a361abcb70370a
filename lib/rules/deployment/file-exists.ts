import {
  afterFailedEvent,
  type EventFailure,
  isLaunch,
  toEventFailures,
  toEventFinding,
} from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { toRedeployWith } from "#lib/rules/deployment/redeploy-with.ts";
import { type Advice, type CheckContext, defineRule } from "#lib/rules/rule.ts";

export const fileExists = defineRule({
  id: "file-exists",
  title: "A file to be installed is there already",
  severity: "warning",
  why: "The agent removes what the last deployment of the same deployment group installed, and by default refuses to write over anything else. It no longer knows its own files after the group was deleted and made again, or where the image was baked from an instance that had been deployed to.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html"],
  thresholds: [recentThreshold],
  lookalikes: [
    "The file may belong to something else on the instance: look at it before it is written over.",
    "Two deployment groups that install into the same folder fail each other in this way.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toEventFailures(facts, "file-exists").map((failure) =>
      toEventFinding(failure, context, {
        means: "a file to be installed was there already and is not known to come from an earlier deployment",
        disprovedBy: "A later deployment whose Install succeeds on the same instance.",
        advice: toAdvice(failure, context),
      }),
    );
  },
});

function toAdvice({ newest }: EventFailure, { scope }: CheckContext): readonly Advice[] {
  const deployment = newest.deployment.value;
  const look = {
    text: `Look at the file on ${newest.target.value.targetId}, which the evidence names as far as CodeDeploy does: does it come from an earlier deployment, from the image, or from something else?`,
  };
  if (isLaunch(deployment)) {
    const text =
      "The next instance launched from the same image meets the same file. Take it out of the image, or remove it in a BeforeInstall script of the revision.";
    return [look, { text }];
  }
  const text =
    "If the bundle's file may replace it, deploy again and let CodeDeploy write over it; RETAIN instead of OVERWRITE keeps the file that is there. Not reversible: what is written over is lost.";
  return [
    look,
    toRedeployWith(deployment, { text, options: ["--file-exists-behavior", "OVERWRITE"] }, scope),
  ];
}
