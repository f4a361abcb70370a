import type { Fleet } from "#lib/report/schema.ts";

/** Trouble that concerns a whole account and region: what failed, and what the reader can do. */
export function TroubleBanner({ trouble }: { readonly trouble: Fleet["trouble"] }) {
  if (trouble.length === 0) return null;
  return (
    <section aria-label="Trouble reading AWS" className="mb-3 space-y-2">
      {trouble.map(({ account, region, failure }) => (
        <div
          key={`${account}/${region}`}
          data-tone="bad"
          className="panel border-l-6 border-l-(--rim) px-4 py-2.5"
        >
          <h2>
            {account} · {region} cannot be read: {failure.message}
          </h2>
          <p className="mt-1">{failure.remedy}</p>
          <p className="mt-1 text-[0.78125rem] text-muted">
            {failure.operation} · {failure.code}
            {failure.missingAction !== undefined && ` · missing permission ${failure.missingAction}`}
          </p>
        </div>
      ))}
    </section>
  );
}
