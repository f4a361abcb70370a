"use client";

import Link from "next/link";
import { createContext, type ReactNode, useContext } from "react";
import { type Scope, toScopePath } from "#lib/domain/scope.ts";

const PastContext = createContext<string | undefined>(undefined);

type PastProviderProps = { readonly at: string | undefined; readonly children: ReactNode };

/** A reader who looks at the past stays there while going from page to page of the group. */
export function PastProvider({ at, children }: PastProviderProps) {
  return <PastContext value={at}>{children}</PastContext>;
}

type ResourceLinkProps = {
  readonly scope: Scope;
  readonly kind: "instance" | "deployment";
  readonly id: string;
  readonly className?: string;
};

/** Leads to the page of one instance or deployment inside its group. */
export function ResourceLink({ scope, kind, id, className = "id-link" }: ResourceLinkProps) {
  const query = toQuery(useContext(PastContext));
  const path = `${toScopePath(scope)}/${kind}s/${encodeURIComponent(id)}`;
  return (
    <Link href={`${path}${query}`} prefetch={false} className={className}>
      {id}
    </Link>
  );
}

type GroupLinkProps = { readonly scope: Scope; readonly children: ReactNode };

/** Leads back to the group, at the same moment. */
export function GroupLink({ scope, children }: GroupLinkProps) {
  const query = toQuery(useContext(PastContext));
  return (
    <Link href={`${toScopePath(scope)}${query}`} prefetch={false}>
      {children}
    </Link>
  );
}

function toQuery(at: string | undefined): string {
  return at === undefined ? "" : `?at=${encodeURIComponent(at)}`;
}
