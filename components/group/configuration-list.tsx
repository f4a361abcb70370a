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
    ["Service role", configuration.serviceRoleArn],
  ];
  return (
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
  );
}
