import path from "node:path";
import { HistoryTrouble, isHistoryTrouble } from "#lib/history/history.ts";
import { describeHolder } from "#lib/history/holder.ts";

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

type Tell = (where: string, words: string) => string;
type Tellers = Readonly<Record<string, Tell>>;

function toTrouble(error: unknown, where: string, tellers: Tellers): HistoryTrouble {
  if (isHistoryTrouble(error)) return error;
  const words = error instanceof Error ? error.message : String(error);
  const tell = tellers[codeOf(error)] ?? unknownTrouble;
  return new HistoryTrouble(tell(where, words), { cause: error });
}

const busy: Tell = (where) =>
  `the history in ${where} is in use by ${describeHolder(where)}; stop it, give this one another GHOSTLINE_DATA, ` +
  "or let both share a PostgreSQL with DATABASE_URL";
const full: Tell = (where) =>
  `the disk that holds the history in ${where} is full; make room there, or give another GHOSTLINE_DATA`;
const unwritable: Tell = (where, words) =>
  `the history in ${where} cannot be written (${words}); let this user write there, or give another GHOSTLINE_DATA`;
const broken: Tell = (where, words) =>
  `the file ${path.join(where, "history.sqlite")} is no history of Ghostline (${words}); move it away, or give another GHOSTLINE_DATA`;
const damaged: Tell = (where, words) =>
  `the file ${path.join(where, "history.sqlite")} is damaged (${words}); put a copy of it from before in its place, or move it ` +
  "away to begin a new history, and start Ghostline again";
const unknownTrouble: Tell = (where, words) => `the history in ${where} failed: ${words}`;

const troubles: Tellers = {
  SQLITE_FULL: full,
  ENOSPC: full,
  EDQUOT: full,
  SQLITE_READONLY: unwritable,
  SQLITE_CANTOPEN: unwritable,
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ENOTDIR: unwritable,
  EEXIST: unwritable,
  ENOENT: unwritable,
  SQLITE_NOTADB: broken,
  SQLITE_CORRUPT: damaged,
};

/** What failed, in which file, and what to do about it. */
export function toSqliteTrouble(error: unknown, where: string): HistoryTrouble {
  return toTrouble(error, where, troubles);
}

export function toOpeningTrouble(error: unknown, where: string): HistoryTrouble {
  return toTrouble(error, where, { ...troubles, SQLITE_BUSY: busy });
}
