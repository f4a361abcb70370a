export default function AuditLoading() {
  return (
    <section data-tone="idle" className="message-panel" aria-busy="true">
      <h1>Auditing</h1>
      <p className="text-muted">The first reading of an account takes a few seconds.</p>
    </section>
  );
}
