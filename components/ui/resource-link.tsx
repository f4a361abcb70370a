"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { usePast } from "#components/time/past-context.tsx";
import { type Scope, toScopePath } from "#lib/domain/scope.ts";

type PageLinkProps = {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly className?: string;
  /** Lets the fleet's keys find the link of each row. */
  readonly "data-row-link"?: boolean;
  readonly children: ReactNode;
};

/** Leads to another page at the same moment: who looks at the past stays there. */
export function PageLink({ path, query = {}, children, ...rest }: PageLinkProps) {
  const at = usePast();
  const text = new URLSearchParams({ ...query, ...(at === undefined ? {} : { at }) }).toString();
  return (
    <Link href={text === "" ? path : `${path}?${text}`} prefetch={false} {...rest}>
      {children}
    </Link>
  );
}

type ResourceLinkProps = {
  readonly scope: Scope;
  readonly kind: "instance" | "deployment";
  readonly id: string;
  readonly className?: string;
};

/** Leads to the page of one instance or deployment inside its group. */
export function ResourceLink({ scope, kind, id, className = "id-link" }: ResourceLinkProps) {
  return (
    <PageLink path={`${toScopePath(scope)}/${kind}s/${encodeURIComponent(id)}`} className={className}>
      {id}
    </PageLink>
  );
}

type GroupLinkProps = { readonly scope: Scope; readonly children: ReactNode };

/** Leads back to the group, at the same moment. */
export function GroupLink({ scope, children }: GroupLinkProps) {
  return <PageLink path={toScopePath(scope)}>{children}</PageLink>;
}
