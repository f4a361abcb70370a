import type { Metadata } from "next";
import { notFound } from "next/navigation";
import {
  type GroupPageProps,
  loadGroupPage,
} from "#app/groups/[account]/[region]/[application]/[group]/load-page.ts";
import { DeploymentPageView } from "#components/deployment/deployment-page.tsx";
import { decodePart, type ScopeParams } from "#components/group/scope-params.ts";

type DeploymentPageProps = GroupPageProps<ScopeParams & { readonly id: string }>;

export async function generateMetadata({ params }: DeploymentPageProps): Promise<Metadata> {
  return { title: `Deployment ${decodePart((await params).id)}` };
}

export default async function DeploymentPage({ params, searchParams }: DeploymentPageProps) {
  const id = decodePart((await params).id);
  const page = await loadGroupPage(params, searchParams);
  if (page.initial.ok && !page.initial.report.deployments.some((deployment) => deployment.id === id))
    notFound();
  return <DeploymentPageView id={id} {...page} />;
}
