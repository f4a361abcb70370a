import { citeRevision, toLookAtBundle } from "#lib/rules/deployment/bundle-advice.ts";
import { afterFailedEvent, toEventFailures, toEventFinding } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { type Advice, type CheckContext, defineRule } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

const disprovedBy = "A later deployment of the same bundle that gets past this point.";

export const invalidRevision = defineRule({
  id: "invalid-revision",
  title: "The revision is not one that CodeDeploy can use",
  severity: "warning",
  why: "The bundle has no appspec.yml at its top, or one that cannot be parsed. Typical causes are a folder packed into the archive instead of its content, an archive made by the Finder of macOS, and tabs or odd characters in the file. It fails on every instance alike.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-general.html"],
  thresholds: [recentThreshold],
  lookalikes: [
    "A download that broke off or a full disk leaves an archive that unpacks to nothing: then appspec.yml is missing on that instance alone.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const byCode = toFailuresByCode(facts.deployment, ["INVALID_REVISION"]).map((failure) =>
      toCodeFinding(failure, context, {
        means: "CodeDeploy could not use the revision",
        disprovedBy,
        advice: toAdvice(failure.newest, context),
        evidence: citeRevision(failure.newest),
      }),
    );
    const byEvent = toEventFailures(facts, "invalid-revision").map((failure) => {
      const { deployment } = failure.newest;
      const finding = toEventFinding(failure, context, {
        means: "the bundle's appspec.yml is missing or could not be read",
        disprovedBy,
        advice: toAdvice(deployment, context),
      });
      return { ...finding, evidence: [...finding.evidence, ...citeRevision(deployment)] };
    });
    return [...byCode, ...byEvent];
  },
});

function toAdvice({ value }: FactRevision<"deployment">, { scope }: CheckContext): readonly Advice[] {
  return [
    ...toLookAtBundle(value, scope),
    {
      text: "Unpack the bundle and look: appspec.yml must lie at its top and be valid YAML without tabs. Pack the content of the folder, not the folder; then deploy the new bundle.",
    },
  ];
}
