import type { Metadata } from "next";
import { RuleTable } from "#components/rules/rule-table.tsx";
import { loadRules } from "#lib/server/load-rules.ts";

export const metadata: Metadata = { title: "Rules" };

export default function RulesPage() {
  const rules = loadRules();
  return (
    <>
      <h1 className="text-lg">Rules</h1>
      <p className="mb-3 max-w-[90ch] text-muted">
        The {rules.length} failure modes that are looked for in every group. A rule only reads what AWS said;
        where a source it needs could not be read, it says that it cannot tell.
      </p>
      <div className="panel px-4 py-2">
        <RuleTable rules={rules} />
      </div>
    </>
  );
}
