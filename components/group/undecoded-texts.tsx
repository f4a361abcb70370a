import { Breakable } from "#components/ui/breakable.tsx";
import type { Report } from "#lib/report/schema.ts";

/** AWS's texts that are none of the known ones, word for word: never guessed, never left out. */
export function UndecodedTexts({ report }: { readonly report: Report }) {
  const { undecoded, undecodedTexts } = report;
  if (undecoded === 0) return null;
  const noun = undecoded === 1 ? "text of AWS's that is" : "texts of AWS's that are";
  return (
    <details className="panel mt-3 px-4 py-2">
      <summary>
        {undecoded} {noun} not decoded
      </summary>
      <p className="mt-2 text-[0.8125rem] text-muted">
        None of the wordings known here. They are shown as AWS wrote them; nothing is concluded from them.
      </p>
      <ul className="mt-1 list-disc pl-5">
        {undecodedTexts.map(({ what, text, times }) => (
          <li key={`${what} ${text}`} className="wrap-anywhere">
            <span className="text-muted">
              {what}
              {times > 1 && `, ${times} times`}:
            </span>{" "}
            <Breakable text={text} />
          </li>
        ))}
      </ul>
    </details>
  );
}
