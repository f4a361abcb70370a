import Link from "next/link";
import { toFoundGroups } from "#components/rules/found-groups.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { SeverityShape, toSeverityWord } from "#components/ui/signs.tsx";
import { toScopeKey, toScopePath } from "#lib/domain/scope.ts";
import type { Fleet, GroupRow, RuleView } from "#lib/report/schema.ts";

type FoundNowProps = { readonly rule: Pick<RuleView, "id" | "needs">; readonly fleet: Fleet };

/** The groups in which the rule finds something, as far as they could be read. */
export function FoundNow({ rule, fleet }: FoundNowProps) {
  const { found, unsure, listing } = toFoundGroups(rule, fleet);
  return (
    <section aria-labelledby="found-now">
      <h2 id="found-now">Groups in which it is found now</h2>
      <p className="text-muted">
        {found.length} of {fleet.groups.length === 1 ? "1 group" : `${fleet.groups.length} groups`}, read{" "}
        <Moment iso={fleet.at} at={fleet.at} />.
        {found.length > 1 && (
          <>
            {" "}
            <Link href={`/?finding=${encodeURIComponent(rule.id)}`} prefetch={false}>
              All of them in the fleet
            </Link>
          </>
        )}
      </p>
      {unsure > 0 && (
        <p>
          {unsure === 1 ? "In 1 group it cannot be told" : `In ${unsure} groups it cannot be told`}: not all
          that the rule needs could be read there.
        </p>
      )}
      {listing === "incomplete" && <p>Not all deployment groups could be listed.</p>}
      {found.length > 0 && (
        <ul className="mt-1 space-y-0.5">
          {found.slice(0, mostListed).map((row) => (
            <FoundGroup key={toScopeKey(row.scope)} row={row} ruleId={rule.id} />
          ))}
        </ul>
      )}
    </section>
  );
}

const mostListed = 20;

function FoundGroup({ row, ruleId }: { readonly row: GroupRow; readonly ruleId: string }) {
  const { scope } = row;
  const findings = row.findings.filter(({ rule }) => rule === ruleId);
  const [gravest] = findings;
  return (
    <li className="flex flex-wrap items-baseline gap-x-2">
      {gravest !== undefined && (
        <span>
          <SeverityShape severity={gravest.severity} />
          <span className="sr-only">{toSeverityWord(gravest.severity)}: </span>
        </span>
      )}
      <Link href={`${toScopePath(scope)}?finding=${encodeURIComponent(ruleId)}`} prefetch={false}>
        <Breakable text={`${scope.application} / ${scope.group}`} />
      </Link>
      <span className="text-[0.8125rem] wrap-anywhere text-muted">
        <Breakable
          text={[scope.account, scope.region, findings.map(({ subject }) => subject.id).join(", ")].join(
            " · ",
          )}
        />
      </span>
    </li>
  );
}
