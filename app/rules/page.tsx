import type { Metadata } from "next";
import { toRuleLine } from "#components/rules/rule-areas.ts";
import { RuleHandbook } from "#components/rules/rule-handbook.tsx";
import { loadRules } from "#lib/server/load-rules.ts";

export const metadata: Metadata = { title: "Rules" };

export default function RulesPage() {
  const rules = loadRules();
  return (
    <div className="rule-list">
      <h1 className="text-lg">Rules</h1>
      <p className="mb-3 max-w-[90ch] text-muted">
        The {rules.length} failure modes that are looked for in every group. A rule only reads what AWS said;
        where a source it needs could not be read, it says that it cannot tell.
      </p>
      <RuleHandbook rules={rules.map(toRuleLine)} />
    </div>
  );
}
