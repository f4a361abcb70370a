import { LinkedText } from "#components/ui/linked-text.tsx";
import type { Report } from "#lib/report/schema.ts";

/** How the deployment group is set up, as CodeDeploy says. */
export function ConfigurationList({ report }: { readonly report: Report }) {
  const { configuration, scope } = report;
  if (!configuration.known)
    return <p className="text-muted">The deployment group itself could not be read.</p>;
  const rows: readonly (readonly [string, string | null])[] = [
    ["Deployment config", configuration.configName],
    [
      "Type",
      [configuration.deploymentType, configuration.trafficControl]
        .filter((part) => part !== null)
        .join(", ") || null,
    ],
    ["Tag rules", configuration.tagRules.join("; ") || "none"],
    ["Auto Scaling groups", configuration.autoScalingGroups.join(", ") || "none"],
    ["Target groups", configuration.targetGroups.join(", ") || "none"],
    ["Last successful deployment", configuration.lastSuccessful],
    ["Last attempted deployment", configuration.lastAttempted],
    ["A new instance gets", toNextText(report.nextRevision)],
    ["Service role", configuration.serviceRoleArn],
  ];
  const warning = report.nextRevision?.warning ?? null;
  return (
    <>
      {warning !== null && (
        <p
          data-tone={report.nextRevision?.launching.length === 0 ? "idle" : "waiting"}
          className="deadline mb-2 text-[0.8125rem]"
        >
          <LinkedText text={warning} scope={scope} />
        </p>
      )}
      <dl className="grid gap-x-6 gap-y-1 text-[0.8125rem] sm:grid-cols-[max-content_minmax(0,1fr)]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="wrap-anywhere">
              {value === null ? "not known" : <LinkedText text={value} scope={scope} />}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** What CodeDeploy deploys to new instances: the last revision that succeeded, not the last attempted. */
function toNextText(next: Report["nextRevision"]): string | null {
  if (next === null || next.deploymentId === null) return null;
  return `${next.revision ?? "a revision that was not read"}, last succeeded with ${next.deploymentId}`;
}
