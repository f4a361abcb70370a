import { Fragment } from "react";
import { splitAtBreakPoints } from "#components/format/break-points.ts";

/** A name that may go on in the next line behind its separators, so that no word of it is torn. Copied, it is as it was. */
export function Breakable({ text }: { readonly text: string }) {
  let offset = 0;
  return splitAtBreakPoints(text).map((part) => {
    const key = offset;
    offset += part.length;
    return (
      <Fragment key={key}>
        {key > 0 && <wbr />}
        {part}
      </Fragment>
    );
  });
}
