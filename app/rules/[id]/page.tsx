import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { FoundNow } from "#components/rules/found-now.tsx";
import { RuleArticle } from "#components/rules/rule-article.tsx";
import type { RuleView } from "#lib/report/schema.ts";
import { loadFleet } from "#lib/server/load-fleet.ts";
import { loadReadings, loadRules } from "#lib/server/load-rules.ts";

type RulePageProps = { readonly params: Promise<{ readonly id: string }> };

export async function generateMetadata({ params }: RulePageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: loadRules().find((rule) => rule.id === id)?.title ?? "Unknown rule" };
}

export default async function RulePage({ params }: RulePageProps) {
  const { id } = await params;
  const rules = loadRules();
  const rule = rules.find((known) => known.id === id);
  if (rule === undefined) notFound();
  return (
    <RuleArticle
      rule={rule}
      leadsTo={rules.filter((other) => rule.leadsTo.includes(other.id))}
      comesFrom={rules.filter((other) => other.leadsTo.includes(id))}
      readings={loadReadings(rule.needs)}
    >
      <Suspense fallback={<p className="text-muted">Looking in which groups it is found now.</p>}>
        <LoadedFoundNow rule={rule} />
      </Suspense>
    </RuleArticle>
  );
}

async function LoadedFoundNow({ rule }: { readonly rule: RuleView }) {
  const loaded = await loadFleet({});
  if (!loaded.ok) return <p>In which groups it is found now cannot be said: {loaded.error.message}</p>;
  return <FoundNow rule={rule} fleet={loaded.body} />;
}
