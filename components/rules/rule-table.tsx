import Link from "next/link";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { SeveritySign } from "#components/ui/signs.tsx";
import type { RuleView } from "#lib/report/schema.ts";

export function RuleTable({ rules }: { readonly rules: readonly RuleView[] }) {
  return (
    <ScrollTable label="Rules">
      <caption className="sr-only">All rules, with the gravest severity each can have</caption>
      <thead>
        <tr>
          <th scope="col">Severity</th>
          <th scope="col">Rule</th>
          <th scope="col">Why it matters</th>
          <th scope="col">Needs</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.id}>
            <td>
              <SeveritySign severity={rule.severity} />
            </td>
            <th scope="row" className="min-w-48">
              <Link href={`/rules/${encodeURIComponent(rule.id)}`} prefetch={false}>
                {rule.title}
              </Link>
              <div className="text-muted">{rule.id}</div>
            </th>
            <td className="long max-w-[80ch]">{toFirstSentence(rule.why)}</td>
            <td className="text-muted">{rule.needs.join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function toFirstSentence(text: string): string {
  return /^.*?[.:](?=\s|$)/s.exec(text)?.[0] ?? text;
}
