import type { Metadata } from "next";
import {
  type GroupPageProps,
  loadGroupPage,
} from "#app/groups/[account]/[region]/[application]/[group]/load-page.ts";
import { GroupView } from "#components/group/group-view.tsx";
import { parseScope } from "#components/group/scope-params.ts";

export async function generateMetadata({ params }: GroupPageProps): Promise<Metadata> {
  const { application, group } = parseScope(await params);
  return { title: `${application} / ${group}` };
}

export default async function GroupPage({ params, searchParams }: GroupPageProps) {
  return <GroupView {...(await loadGroupPage(params, searchParams))} />;
}
