import { listUnread, type SectionName } from "#components/group/unread.ts";
import type { Report } from "#lib/report/schema.ts";

/** Says that a section does not show all there is, and what it lacks; nothing where everything was read. */
export function UnreadNote({ report, section }: { readonly report: Report; readonly section: SectionName }) {
  const unread = listUnread(report, section);
  if (unread.length === 0) return undefined;
  return (
    <p className="mb-2">
      <strong>Not all of this could be read:</strong> {unread.join(", ")}. What is missing here may exist.
    </p>
  );
}
