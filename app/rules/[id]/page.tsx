import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RuleArticle } from "#components/rules/rule-article.tsx";
import { loadRules } from "#lib/server/load-rules.ts";

type RulePageProps = { readonly params: Promise<{ readonly id: string }> };

export async function generateMetadata({ params }: RulePageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: loadRules().find((rule) => rule.id === id)?.title ?? "Unknown rule" };
}

export default async function RulePage({ params }: RulePageProps) {
  const { id } = await params;
  const rule = loadRules().find((known) => known.id === id);
  if (rule === undefined) notFound();
  return <RuleArticle rule={rule} />;
}
