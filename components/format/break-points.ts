/** Behind a separator between two words, but not inside a number, a time or an address, nor behind "i-" and "d-". */
const breakPoint = /(?<=[\p{L}\p{N}]{2}[-_./:=@,]+)(?<!\p{N}[-.:,](?=\p{N}))(?=[\p{L}\p{N}]{2})/u;

/** Splits names where a reader would: "scripts/", "start-", "server.", "sh". What is joined again is the same text. */
export function splitAtBreakPoints(text: string): readonly string[] {
  return text.split(breakPoint);
}
