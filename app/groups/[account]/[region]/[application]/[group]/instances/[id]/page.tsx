import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  type GroupPageProps,
  loadGroupPage,
} from "#app/groups/[account]/[region]/[application]/[group]/load-page.ts";
import { decodePart, type ScopeParams } from "#components/group/scope-params.ts";
import { InstancePageView } from "#components/instance/instance-page.tsx";
import { namesInstance } from "#components/instance/instance-report.ts";

type InstancePageProps = GroupPageProps<ScopeParams & { readonly id: string }>;

export async function generateMetadata({ params }: InstancePageProps): Promise<Metadata> {
  return { title: `Instance ${decodePart((await params).id)}` };
}

export default async function InstancePage({ params, searchParams }: InstancePageProps) {
  const id = decodePart((await params).id);
  const page = await loadGroupPage(params, searchParams);
  if (page.initial.ok && !namesInstance(page.initial.report, id)) notFound();
  return <InstancePageView id={id} {...page} />;
}
