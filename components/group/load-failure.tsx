import Link from "next/link";
import { MessagePanel } from "#components/ui/message-panel.tsx";
import { type Scope, toScopePath } from "#lib/domain/scope.ts";

export type LoadError = { readonly code: string; readonly message: string };

type LoadFailureProps = { readonly scope: Scope; readonly error: LoadError; readonly retry: () => void };

/** Nothing could be shown at all: what went wrong, in the server's words, and the ways on. */
export function LoadFailure({ scope, error, retry }: LoadFailureProps) {
  return (
    <MessagePanel tone="bad" title={`${scope.application} / ${scope.group} cannot be shown`}>
      <p>{error.message}</p>
      <p className="text-muted">
        {scope.account} · {scope.region} · {error.code}
      </p>
      <p className="flex flex-wrap items-baseline gap-3">
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
        <Link href={toScopePath(scope)}>This group now</Link>
        <Link href="/">All deployment groups</Link>
      </p>
    </MessagePanel>
  );
}
