/** Says that the memory itself fails: what is shown may be incomplete, and what happens now may not be remembered. */
export function HistoryNote({ trouble }: { readonly trouble: string | null }) {
  return (
    <div role="status">
      {trouble !== null && (
        <p data-tone="bad" className="panel mb-3 border-l-6 border-l-(--rim) px-3 py-2">
          <strong>The history has trouble:</strong> {trouble}
        </p>
      )}
    </div>
  );
}
