import Link from "next/link";
import { toFindingKey } from "#components/group/finding-key.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { Command } from "#components/ui/command.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Age, Moment } from "#components/ui/moment.tsx";
import { PageLink } from "#components/ui/resource-link.tsx";
import { SeveritySign, StateChip, toVerdictWord } from "#components/ui/signs.tsx";
import { type Scope, toScopePath } from "#lib/domain/scope.ts";
import type { AuditRow as Row } from "#lib/report/schema.ts";

type AuditRowProps = { readonly row: Row; readonly at: string };

export function AuditRow({ row, at }: AuditRowProps) {
  const scopes = row.groups.map(({ application, group }) => toScope(row, application, group));
  return (
    <tr>
      <td>
        <SeveritySign severity={row.severity} />
      </td>
      <th scope="row">
        <GroupName row={row} scope={scopes[0]} />
        <ul className="link-list mt-0.5 text-muted">
          {scopes.map((scope) => (
            <li key={toScopePath(scope)}>
              <PageLink path={toScopePath(scope)}>
                <Breakable text={`${scope.application} / ${scope.group}`} />
              </PageLink>
            </li>
          ))}
          <li>
            {row.account} · {row.region}
          </li>
        </ul>
      </th>
      <td>
        <p className="max-w-[75ch] text-pretty">
          {scopes[0] === undefined ? (
            <Breakable text={row.what} />
          ) : (
            <LinkedText text={row.what} scope={scopes[0]} />
          )}
        </p>
        <Rules row={row} />
      </td>
      <td data-label="Since">
        <Since row={row} at={at} />
      </td>
      <td data-label="Evidence">
        <Evidence row={row} at={at} />
      </td>
      <td data-label="Next step">
        <NextSteps row={row} />
      </td>
    </tr>
  );
}

function toScope({ account, region }: Row, application: string, group: string): Scope {
  return { account, region, application, group };
}

/** Leads to the page of the deployment group, with the finding opened where there is one. */
function GroupName({ row, scope }: { readonly row: Row; readonly scope: Scope | undefined }) {
  const name = row.autoScalingGroup ?? "not known";
  if (scope === undefined)
    return (
      <span className="font-semibold">
        <Breakable text={name} />
      </span>
    );
  const [rule] = row.rules;
  const key =
    row.subject === null || rule === undefined ? "" : toFindingKey({ rule: rule.id, subject: row.subject });
  return (
    <PageLink
      path={toScopePath(scope)}
      {...(key !== "" && { query: { finding: key } })}
      className="font-semibold"
    >
      <Breakable text={name} />
    </PageLink>
  );
}

function Rules({ row: { rules, verdict } }: { readonly row: Row }) {
  if (rules.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap items-baseline gap-x-2 gap-y-1 text-[0.78125rem]" aria-label="Rules">
      {rules.map(({ id, title }) => (
        <li key={id}>
          <Link href={`/rules/${encodeURIComponent(id)}`} prefetch={false} title={title}>
            <Breakable text={id} />
          </Link>
        </li>
      ))}
      {verdict !== null && (
        <li>
          <StateChip tone={verdict === "cannot-tell" ? "unknown" : "idle"}>
            {toVerdictWord(verdict)}
          </StateChip>
        </li>
      )}
    </ul>
  );
}

function Since({ row: { since, seenSince }, at }: AuditRowProps) {
  const begun = since ?? seenSince;
  if (begun === null) return <span className="text-muted">not known</span>;
  return (
    <>
      {since === null && <span className="text-muted">first seen </span>}
      <Moment iso={begun} at={at} />
      <div className="text-muted">
        <Age iso={begun} at={at} /> ago
      </div>
    </>
  );
}

/** Which call said it and when it was read; what it said, one step further. */
function Evidence({ row: { evidence }, at }: AuditRowProps) {
  if (evidence.length === 0) return <span className="text-muted">none</span>;
  const calls = new Map(
    evidence.map(({ operation, readAt }) => [`${operation} ${readAt}`, { operation, readAt }]),
  );
  return (
    <>
      <ul>
        {[...calls].map(([key, { operation, readAt }]) => (
          <li key={key}>
            <Breakable text={operation} /> <Moment iso={readAt} at={at} />
          </li>
        ))}
      </ul>
      <details>
        <summary className="text-muted">what it said</summary>
        <ul className="space-y-1">
          {evidence.map(({ operation, entity, field, value }) => (
            <li key={`${operation} ${entity} ${field} ${value}`}>
              <Breakable text={entity} />: {field}{" "}
              <strong className="font-medium">
                <Breakable text={value} />
              </strong>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function NextSteps({ row: { advice } }: { readonly row: Row }) {
  const [first, ...others] = advice;
  if (first === undefined) return <span className="text-muted">nothing to do</span>;
  return (
    <>
      <Step advice={first} />
      {others.length > 0 && (
        <details className="mt-1">
          <summary className="text-muted">
            {others.length} more {others.length === 1 ? "step" : "steps"}
          </summary>
          {others.map((advice) => (
            <Step key={`${advice.text}${advice.command ?? ""}`} advice={advice} />
          ))}
        </details>
      )}
    </>
  );
}

function Step({ advice }: { readonly advice: Row["advice"][number] }) {
  return (
    <div className="mb-2">
      <p className="mb-1 max-w-[60ch] text-pretty">{advice.text}</p>
      {advice.command !== undefined && <Command command={advice.command} />}
    </div>
  );
}
