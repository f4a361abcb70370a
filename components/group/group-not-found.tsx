"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { decodePart } from "#components/group/scope-params.ts";
import { MessagePanel } from "#components/ui/message-panel.tsx";
import { toScopePath } from "#lib/domain/scope.ts";

type Params = Partial<Record<"account" | "region" | "application" | "group" | "id", string>>;

/** Names what was asked for and did not exist: the group, or something inside it. */
export function GroupNotFound() {
  const { account = "", region = "", application = "", group = "", id } = useParams<Params>();
  const scope = {
    account: decodePart(account),
    region: decodePart(region),
    application: decodePart(application),
    group: decodePart(group),
  };
  const name = `${scope.application} / ${scope.group}`;
  if (id !== undefined) {
    return (
      <MessagePanel tone="gone" title={`${name} has nothing called ${decodePart(id)}`}>
        <p>
          Neither AWS nor what was recorded names it in this group. It may be older than the window that is
          shown, belong to another group, or the id may be mistyped.
        </p>
        <p className="flex gap-3">
          <Link href={toScopePath(scope)}>Back to {name}</Link>
          <Link href="/">All deployment groups</Link>
        </p>
      </MessagePanel>
    );
  }
  return (
    <MessagePanel tone="gone" title={`There is no deployment group ${name}`}>
      <p>
        It was looked for in account {scope.account}, region {scope.region}. It may have been renamed or
        deleted, made in the last minute, or this installation may not read that account and region.
      </p>
      <p>
        <Link href="/">All deployment groups</Link>
      </p>
    </MessagePanel>
  );
}
