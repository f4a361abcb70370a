import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { hourMs, type Instant } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toCount, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

const scriptErrors = ["ScriptFailed", "ScriptMissing", "ScriptNotExecutable", "ScriptTimedOut"];

/** A failure older than this is history: still shown, no longer a warning. */
const recentMs = 24 * hourMs;

type Failed = {
  readonly deployment: FactRevision<"deployment">;
  readonly target: FactRevision<"deployment-target">;
  readonly event: LifecycleEvent;
};

export const scriptFailed = defineRule({
  id: "script-failed",
  title: "A deployment script failed",
  severity: "warning",
  why: "A script of the revision failed, was missing, could not be run or ran out of time, so the instance failed. In a deployment made for a launch this abandons the launch: the instance is terminated and the next one runs the same script.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
  ],
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const since = toLastSuccess(facts.deployment);
    const deployments = new Map(
      facts.deployment
        .filter(({ value }) => since === undefined || (value.createTime ?? since) >= since)
        .map((deployment) => [deployment.value.id, deployment]),
    );
    const alike = new Map<string, Failed[]>();
    for (const target of facts["deployment-target"]) {
      const deployment = deployments.get(target.value.deploymentId);
      const event = target.value.events.find(isScriptFailure);
      if (deployment === undefined || event === undefined) continue;
      const key = JSON.stringify([event.name, event.diagnostics?.errorCode, event.diagnostics?.scriptName]);
      alike.set(key, [...(alike.get(key) ?? []), { deployment, target, event }]);
    }
    return [...alike.values()].map((failed) => toFinding(failed.sort(newestFirst), context));
  },
});

/** When the newest deployment that succeeded was created: what failed before it is mended. */
function toLastSuccess(deployments: readonly FactRevision<"deployment">[]): Instant | undefined {
  const times = deployments.flatMap(({ value }) =>
    value.status === "Succeeded" && value.createTime !== undefined ? [value.createTime] : [],
  );
  return times.sort((a, b) => b - a)[0];
}

function isScriptFailure(event: LifecycleEvent): boolean {
  return event.status === "Failed" && scriptErrors.includes(event.diagnostics?.errorCode ?? "");
}

function newestFirst(one: Failed, other: Failed): number {
  return (other.deployment.value.createTime ?? 0) - (one.deployment.value.createTime ?? 0);
}

function toFinding(failed: readonly Failed[], context: CheckContext): RuleFinding {
  const [newest] = failed;
  if (newest === undefined) throw new RangeError("no failure to report");
  const { deployment, target, event } = newest;
  const { errorCode = "", scriptName } = event.diagnostics ?? {};
  const at = event.endTime ?? event.startTime;
  const instances = [...new Set(failed.map((one) => one.target.value.targetId))];
  const earlier = new Set(failed.map((one) => one.deployment.value.id)).size - 1;
  const when = at === undefined ? "" : ` at ${toClock(at, context.now)}`;
  const script = scriptName === undefined ? "its script" : scriptName;
  const more = earlier > 0 ? ` The same happened in ${toCount(earlier, "earlier deployment")}.` : "";
  return {
    subject: { kind: "deployment", id: deployment.value.id },
    verdict: "proved",
    severity: at !== undefined && context.now - at > recentMs ? "info" : "warning",
    since: at,
    summary: `${deployment.value.id}: ${event.name} failed${when} with ${errorCode}: ${script} on ${toWords(instances)}.${more}`,
    evidence: citeFailure(newest),
    disprovedBy: "A later deployment in which the same script succeeds.",
    advice: [
      {
        text: "Read what the script said last; the log tail is in the evidence and in this call. It changes nothing.",
        command: toCommand(context.scope, [
          "deploy",
          "get-deployment-target",
          "--deployment-id",
          deployment.value.id,
          "--target-id",
          target.value.targetId,
        ]),
      },
      { text: toRemedy(event) },
    ],
  };
}

function citeFailure({ target, event }: Failed): readonly Evidence[] {
  const { errorCode, scriptName, message, logTail } = event.diagnostics ?? {};
  const fields = { status: event.status, errorCode, scriptName, message, logTail };
  return Object.entries(fields).flatMap(([field, value]) => {
    const path = field === "status" ? field : `diagnostics.${field}`;
    return value === undefined || value === ""
      ? []
      : [cite(target, `lifecycleEvents[${event.name}].${path}`, value)];
  });
}

function toRemedy({ name, diagnostics }: LifecycleEvent): string {
  if (["ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic"].includes(name)) {
    return `Scripts of ${name} come from the revision that last succeeded on that instance: mending the new revision does not help. One deployment that ignores ApplicationStop failures gets past it.`;
  }
  switch (diagnostics?.errorCode) {
    case "ScriptMissing":
      return "The path in appspec.yml names no file of the bundle: correct it and deploy again.";
    case "ScriptNotExecutable":
      return "Make the script executable in the bundle and deploy again.";
    case "ScriptTimedOut":
      return "Raise the script's timeout in appspec.yml, or have what it leaves running in the background close its outputs; then deploy again.";
    default:
      return "Mend the script and deploy again.";
  }
}
