import type { Metadata } from "next";
import Link from "next/link";
import { AuditView, rowsAtATime } from "#components/audit/audit-view.tsx";
import type { SearchParams } from "#components/group/scope-params.ts";
import { MessagePanel } from "#components/ui/message-panel.tsx";
import { loadAudit } from "#lib/server/load-audit.ts";

export const metadata: Metadata = { title: "Audit" };

type AuditPageProps = { readonly searchParams: Promise<SearchParams> };

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const params = await searchParams;
  const { at, severity, q } = params;
  const loaded = await loadAudit({ at, severity, q });
  if (!loaded.ok) {
    return (
      <MessagePanel tone="bad" title="The audit cannot be shown">
        <p>{loaded.error.message}</p>
        <p>
          <Link href="/audit">The audit of now, unfiltered</Link>
        </p>
      </MessagePanel>
    );
  }
  const asked = Number.parseInt(first(params.rows) ?? "", 10);
  const limit = Number.isNaN(asked) ? rowsAtATime : Math.max(asked, rowsAtATime);
  return <AuditView audit={loaded.body} at={first(at)} limit={limit} servedAt={new Date().toISOString()} />;
}

/** A name given twice counts once, the first. */
function first(value: SearchParams[string]): string | undefined {
  const text = typeof value === "string" ? value : value?.[0];
  return text === "" ? undefined : text;
}
