import Link from "next/link";
import type { ReactNode } from "react";
import { toAreaTitle } from "#components/rules/rule-areas.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { SeverityShape, SeveritySign, toSeverityWord } from "#components/ui/signs.tsx";
import type { RuleView } from "#lib/report/schema.ts";

/** One kind of reading that the rule needs, with the calls it is made of. */
type RuleReading = { readonly id: string; readonly title: string; readonly operations: readonly string[] };

type RuleArticleProps = {
  readonly rule: RuleView;
  /** The rules whose findings may follow from this one's, and those that this one's may follow from. */
  readonly leadsTo: readonly RuleView[];
  readonly comesFrom: readonly RuleView[];
  readonly readings: readonly RuleReading[];
  /** Where it is found now. */
  readonly children: ReactNode;
};

/** One rule's page in the handbook, all from the rule's own data. */
export function RuleArticle({ rule, leadsTo, comesFrom, readings, children }: RuleArticleProps) {
  return (
    <article className="rule-article panel mx-auto max-w-[56rem] space-y-3 px-4 py-4 sm:px-6 sm:py-5">
      <p className="text-[0.8125rem]">
        <Link href="/rules" className="underline">
          Rules
        </Link>{" "}
        <span className="text-muted">/</span>{" "}
        <Link href={`/rules#${rule.area}`} className="underline">
          {toAreaTitle(rule.area)}
        </Link>{" "}
        <span className="wrap-anywhere text-muted">
          / <Breakable text={rule.id} />
        </span>
      </p>
      <h1 className="text-xl">{rule.title}</h1>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <SeveritySign severity={rule.severity} />
        <span className="text-muted">usually; a finding says where its case is graver or milder</span>
      </p>
      {rule.why.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph} className="text-[0.9375rem] leading-6 text-pretty whitespace-pre-line">
          {paragraph}
        </p>
      ))}
      {children}
      <Thresholds thresholds={rule.thresholds} />
      {rule.lookalikes.length > 0 && (
        <>
          <h2>What looks like it</h2>
          <ul className="list-disc space-y-1 pl-5">
            {rule.lookalikes.map((lookalike) => (
              <li key={lookalike}>{lookalike}</li>
            ))}
          </ul>
        </>
      )}
      <RuleLinks title="What it leads to" rules={leadsTo} />
      <RuleLinks title="What leads to it" rules={comesFrom} />
      <h2>What it needs to read</h2>
      <p className="text-muted">If one of these cannot be read, the rule says that it cannot tell.</p>
      <ul className="list-disc pl-5">
        {readings.map(({ id, title, operations }) => (
          <li key={id}>
            {title}{" "}
            <span className="wrap-anywhere text-muted">
              (<Breakable text={operations.join(", ")} />)
            </span>
          </li>
        ))}
      </ul>
      {rule.docs.length > 0 && <Docs docs={rule.docs} />}
    </article>
  );
}

function Thresholds({ thresholds }: Pick<RuleView, "thresholds">) {
  if (thresholds.length === 0) return null;
  return (
    <>
      <h2>The limits it judges by</h2>
      <ScrollTable label="Limits">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Limit</th>
            <th scope="col">Why this much</th>
          </tr>
        </thead>
        <tbody>
          {thresholds.map(({ what, value, reason }) => (
            <tr key={`${what} ${value}`}>
              <th scope="row" className="min-w-24">
                {what}
              </th>
              <td className="min-w-16 font-semibold sm:min-w-28">{value}</td>
              <td className="min-w-32">{reason}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </>
  );
}

function RuleLinks({ title, rules }: { readonly title: string; readonly rules: readonly RuleView[] }) {
  if (rules.length === 0) return null;
  return (
    <nav aria-label={title}>
      <h2>{title}</h2>
      <ul className="link-list mt-1">
        {rules.map((rule) => (
          <li key={rule.id} className="flex items-baseline gap-2">
            <span>
              <SeverityShape severity={rule.severity} />
              <span className="sr-only">{toSeverityWord(rule.severity)}: </span>
            </span>
            <Link href={`/rules/${encodeURIComponent(rule.id)}`} prefetch={false}>
              {rule.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Docs({ docs }: Pick<RuleView, "docs">) {
  return (
    <>
      <h2>Where AWS says so</h2>
      <ul className="link-list list-disc pl-5">
        {docs.map((doc) => (
          <li key={doc} className="wrap-anywhere">
            {/^https:\/\//.test(doc) ? (
              <a href={doc} rel="noreferrer" target="_blank">
                <Breakable text={doc} />
              </a>
            ) : (
              doc
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
