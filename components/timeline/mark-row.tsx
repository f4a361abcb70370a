import { placeMarks } from "#components/timeline/geometry.ts";
import { type Scene, toSourceTitle } from "#components/timeline/scene.ts";
import { toMarkLines } from "#components/timeline/span-text.ts";
import { minuteMs } from "#lib/domain/time.ts";
import type { Mark } from "#lib/report/schema.ts";

type MarkRowProps = { readonly marks: readonly Mark[]; readonly scene: Scene };

/** The moments of a lane, each with its words where there is room. */
export function MarkRow({ marks, scene }: MarkRowProps) {
  const sorted = [...marks].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const places = placeMarks(
    scene.domain,
    sorted.map((mark) => Date.parse(mark.at)),
  );
  return sorted.map((mark, index) => {
    const place = places[index];
    if (place === undefined) return null;
    const lines = toMarkLines({ ...mark, source: toSourceTitle(scene, mark.source) }, scene.now);
    const repeated = isRepeated(sorted[index - 1], mark);
    const width = `max(10px, calc(${place.room}% - 3px))`;
    return (
      <button
        key={`${mark.at} ${mark.track} ${mark.label}`}
        type="button"
        tabIndex={-1}
        data-item
        data-tip={lines.join("\n")}
        aria-label={lines.join(", ")}
        data-tone={mark.tone}
        data-side={place.side}
        className="mark"
        style={
          place.side === "right"
            ? { left: `calc(${place.left}% - 5px)`, maxWidth: width }
            : { right: `calc(${100 - place.left}% - 5px)`, maxWidth: width }
        }
      >
        <svg viewBox="0 0 10 10" aria-hidden="true">
          {mark.tone === "bad" || mark.tone === "gone" ? (
            <path d="M2 1 5 4 8 1 9 2 6 5 9 8 8 9 5 6 2 9 1 8 4 5 1 2Z" />
          ) : (
            <path d="M5 0 10 5 5 10 0 5Z" />
          )}
        </svg>
        {!repeated && <span className="mark-label">{mark.label}</span>}
      </button>
    );
  });
}

/** Two services often tell of the same moment; the words stand once, both signs are drawn. */
function isRepeated(before: Mark | undefined, mark: Mark): boolean {
  return before?.label === mark.label && Date.parse(mark.at) - Date.parse(before.at) < minuteMs;
}
